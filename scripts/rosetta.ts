/*
 * Compiles every TypeScript snippet of README.md and docs/, and every `@example` of a docstring, with jsii-rosetta, strictly, against the compiled package.
 * Why not `jsii-rosetta extract` alone: it knows the README only. The pages of docs/ are shown to it as if they were
 * READMEs of submodules, in a copy of the assembly, so that an error names the page it is on.
 *
 * rosetta/default.ts-fixture holds what a snippet may take for granted, rosetta/example.ts-fixture what an `@example` may. Needs a compiled package (lib/ and .jsii).
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { filesUnder, ROOT, run, start } from './lib/project';

function main(): void {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('no .jsii here: run npm run compile first');
  const copy = mkdtempSync(join(tmpdir(), 'rosetta-'));
  try {
    prepare(copy);
    run(join(ROOT, 'node_modules', '.bin', 'jsii-rosetta'), ['extract', '--strict', '--fail', '--directory', copy, copy], { cwd: copy });
    console.log(`every snippet of README.md and the ${pages().length} pages of docs/ compiles`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const pages = (): string[] => filesUnder(join(ROOT, 'docs')).filter(file => file.endsWith('.md'));

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

start(main);
