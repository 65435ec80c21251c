/*
 * Writes docs/reach.md from test/reach/shapes/: which published ways to serve a model this library renders, and what it does otherwise.
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT, start } from './lib/project';
import { rendered, Shape, shapes } from '../test/reach/shape';

/** The page as it has to be. */
export function reachPage(all: ReadonlyMap<string, Shape>): string {
  const forms = [...all.values()];
  const plain = forms.filter(({ form }) => form === 'Deployment');
  const typed = plain.filter(({ refused = [] }) => !refused.length);
  const bare = typed.filter(({ byArguments = [] }) => !byArguments.length);
  return `<!-- Written by scripts/reach-page.ts from test/reach/shapes/. Do not edit: npm run generate -->
# What people publish, in typed code

${all.size} published ways to serve a model, each declared with this library. A test compares every field of the published objects that means
something with what is rendered, and another applies all of them, strictly, to a real API server of the oldest and of the newest Kubernetes. None
needs a patch. Of the ${plain.length} plain Deployments ${typed.length} are whole in typed code, ${bare.length} of them without an argument that no
property knows.

Names, selectors, and labels that nothing reads are the library's own in all of them, images are those of the version that the code names, and a
revision is a commit. Findings are what [the rules](rules.md) say of the shape as it was published.

| published | what it has | typed code | by argument | otherwise, and why | not, and why | findings |
|---|---|---|---|---|---|---|
${[...all].map(row).join('\n')}
`;
}

function row([name, shape]: [string, Shape]): string {
  const { published, form, has, byArguments = [], otherwise = [], refused = [] } = shape;
  const rules = rendered(name, shape).rules.map(rule => `\`${rule}\``);
  const [repository, path] = published.split(': ');
  const cells = [byArguments.map(one => `\`${one}\``), otherwise, refused, rules].map(list => list.join('<br>').replaceAll('|', '\\|'));
  return `| [${repository}](https://github.com/${repository})<br>\`${path}\` (${form}) | ${has} | [${name}](../test/reach/shapes/${name}.ts) | `
    + `${cells.join(' | ')} |`;
}

function main(): void {
  writeFileSync(join(ROOT, 'docs', 'reach.md'), reachPage(shapes()));
}

if (require.main === module) start(main);
