import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { filesUnder, ROOT, run } from './project';

/** The pages of docs/, by their path in it. */
export const pages = (): string[] => filesUnder(join(ROOT, 'docs')).filter(file => file.endsWith('.md'));

/**
 * Compiles every TypeScript snippet of README.md and docs/, strictly, and translates it into a tablet.
 *
 * @param copy an empty folder to work in.
 * @param more options of `jsii-rosetta extract`.
 */
export function extractSnippets(copy: string, ...more: string[]): void {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('no .jsii here: run npm run compile first');
  prepare(copy);
  run(join(ROOT, 'node_modules', '.bin', 'jsii-rosetta'), ['extract', '--strict', '--fail', '--directory', copy, ...more, copy], { cwd: copy });
}

/** What .jsii has of a docstring. */
interface Docs {
  readonly example?: string;
  custom?: { readonly [tag: string]: string };
}

interface Documented {
  readonly docs?: Docs;
}

/** Every docstring of a type or a method. */
function documented({ types }: { readonly types: { readonly [fqn: string]: Documented & { readonly methods?: readonly Documented[] } } }): Docs[] {
  return Object.values(types).flatMap(type => [type, ...type.methods ?? []]).flatMap(({ docs }) => docs ?? []);
}

/** A folder that looks like the package to jsii-rosetta, and from which a snippet imports what a user would. */
function prepare(copy: string): void {
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  assembly.readme = { markdown: readFileSync(join(ROOT, 'README.md'), 'utf8') };
  for (const page of pages()) {
    const name = `docs_${page.replace(/\.md$/, '').replace(/\W/g, '_')}`;
    (assembly.submodules ??= {})[`${assembly.name}.${name}`] = { readme: { markdown: readFileSync(join(ROOT, 'docs', page), 'utf8') } };
  }
  for (const docs of documented(assembly)) if (docs.example !== undefined) docs.custom = { ...docs.custom, exampleMetadata: 'fixture=example' };
  writeFileSync(join(copy, '.jsii'), JSON.stringify(assembly));
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  if (existsSync(join(ROOT, 'rosetta'))) cpSync(join(ROOT, 'rosetta'), join(copy, 'rosetta'), { recursive: true });
  mkdirSync(join(copy, 'node_modules', '@types'), { recursive: true });
  symlinkSync(ROOT, join(copy, 'node_modules', assembly.name));
  for (const name of [...Object.keys(assembly.dependencies), '@types/node', 'cdk8s-plus-34']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  }
}
