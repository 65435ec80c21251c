/*
 * Makes the files of lib/ that apps load, and the program of the package's `bin` (part of `npm run compile`). Why so few: one loads in half the time
 * of a hundred. They are made from src/, and not from what jsii compiled: that is CommonJS, which stays two hundred functions and three thousand
 * detours in a bundle, and takes 40 % longer to load. What jsii adds to its own is added here, too: the name by which other languages know a class.
 *
 * What few apps need is in files of its own, which parts.ts lists: they are loaded when somebody takes a class of theirs from the package, or calls a
 * function of theirs.
 *
 * Readable lines: Node prints the line that threw before the message, and a minified one is 400 kB of it. Names of functions, classes and members
 * stay, for stack traces. The names that the package exports are written out at the end of index.js, in the form that Node looks for in CommonJS:
 * `import { VllmEngine } from 'cdk8s-matrixinfer'` works in ES modules. https://github.com/nodejs/cjs-module-lexer
 *
 * Usage: tsx scripts/bundle.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { build, BuildOptions, Plugin, transform, TransformOptions } from 'esbuild';
import { Needs, PartBuild } from './lib/part-build';
import { CORE, OF_CRDS, Partition } from './lib/partition';
import { filesUnder, ROOT, start } from './lib/project';
import { PARTS } from './parts';

const LIB = join(ROOT, 'lib');
const ENTRY = join(LIB, 'index.js');
const IMPORTS = join(ROOT, 'src', 'imports');

/** What the program takes from the files beside it: the parser of YAML, flags of servers, the reporter, and the library, by which `lock` judges sources. */
const beside: Plugin = {
  name: 'beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^yaml$/ }, () => ({ path: '../yaml.js', external: true }));
    // as far up from lib/cli/ as from src/ground/
    onResolve({ filter: /^(\.\.\/){2}(engine-flags|lib\/reporter)\// }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^\.\.\/sources\/model-source$/ }, () => ({ path: '../index.js', external: true }));
  },
};

/** Packages whose code is in the files made here; their licences are in THIRD-PARTY-NOTICES.md. */
const INLINED = ['yaml'];

async function main(): Promise<void> {
  const files = new Map<string, string>(await parts());
  files.set('yaml.js', await bundled({ stdin: { contents: "module.exports = require('yaml');", resolveDir: ROOT } }));
  files.set('cli/main.js', `#!/usr/bin/env node\n${await bundled({ entryPoints: [join(ROOT, 'src', 'cli', 'main.ts')], plugins: [beside] })}`);
  for (const name of readdirSync(IMPORTS).map(file => basename(file, '.ts')).filter(file => OF_CRDS.test(file))) {
    files.set(`imports/${name}.js`, await bundled({ entryPoints: [join(IMPORTS, name)] }));
  }
  for (const file of filesUnder(LIB).filter(name => name.endsWith('.js'))) rmSync(join(LIB, file));
  for (const [file, code] of files) {
    mkdirSync(dirname(join(LIB, file)), { recursive: true });
    writeFileSync(join(LIB, file), code, { mode: file === 'cli/main.js' ? 0o755 : 0o644 });
  }
  writeFileSync(ENTRY, readFileSync(ENTRY, 'utf8') + namesOf(ENTRY));
}

/** The core and its parts: the last of them first, because it says what it needs of the others. */
async function parts(): Promise<[string, string][]> {
  const partition = await Partition.read();
  const needs: Needs = new Map();
  const out: [string, string][] = [];
  for (const part of [...Object.keys(PARTS).reverse(), CORE]) {
    const one = new PartBuild(part, partition, needs);
    const bundle = await bundled({
      stdin: { contents: one.entry, resolveDir: join(ROOT, 'src'), loader: 'ts' },
      format: 'esm',
      packages: 'external',
      plugins: [one.plugin],
    });
    const code = one.finished(bundle, jsiiNames);
    out.push([one.file, part === CORE ? await withShortLocals(code) : code]);
  }
  return out;
}

async function bundled(options: BuildOptions): Promise<string> {
  const { metafile, outputFiles } = await build({
    bundle: true,
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true, // the only way to be rid of all comments, which editors read in the .d.ts
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
    ...options,
  });
  const foreign = Object.keys(metafile!.inputs).map(file => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
    .filter(name => name !== undefined && !INLINED.includes(name));
  if (foreign.length > 0) {
    throw new Error(`the bundle took in ${foreign.join(', ')}; leave it out, or name it in INLINED and state its licence in THIRD-PARTY-NOTICES.md`);
  }
  return withClassNames(await inLines(outputFiles![0].text));
}

/** Code in lines that a person can read. Texts stay whole: other bundlers indent the second line of one. */
async function inLines(script: string, options: TransformOptions = {}): Promise<string> {
  const { code } = await transform(script, { lineLimit: 120, ...options });
  return inAscii(code.replace(/(?<!\\)((?:\\\\)*)\\\n/g, '$1'));
}

/** esbuild leaves other characters in regular expressions; one of them doubles what Node keeps of the file, and makes it slower to read. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** esbuild calls a class that speaks of itself `_VllmEngine` inside; stacks would show that name. */
function withClassNames(code: string): string {
  const names = new Set([...code.matchAll(/\b([A-Z]\w*) = class _\1\b/g)].map(([, name]) => name));
  return code.replace(/(?<![.\w$])_([A-Z]\w*)\b/g, (whole, name: string) => (names.has(name) ? name : whole));
}

/**
 * The same script with short names for what is local to its functions: a quarter less to read. What stands in a stack keeps its name: functions and
 * classes of the script itself, and members. A class that speaks of itself does so by the name of its variable, which has it before its other static
 * members.
 */
function withShortLocals(script: string): Promise<string> {
  const classes = script.replace(/\b(\w+) = class \1\b([^{]*)\{/g, '$1 = class$2{static { $1 = this; }');
  return inLines(classes, { minifyIdentifiers: true, minifyWhitespace: true, target: 'node20' });
}

/** Tells jsii's kernel the name of each class, as jsii's compiler does it. */
function jsiiNames(exported: readonly string[]): string {
  const { name, version, types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as {
    name: string;
    version: string;
    types: { [fqn: string]: { kind: string; name: string } };
  };
  const classes = Object.values(types).filter(type => type.kind === 'class' && exported.includes(type.name)).map(type => type.name).sort();
  if (classes.length === 0) return '';
  const each = `$exports[name][Symbol.for("jsii.rtti")] = { fqn: "${name}." + name, version: "${version}" };`;
  return `for (const name of ${JSON.stringify(classes).replaceAll('","', '",\n"')}) ${each}\n`;
}

/** The names that a file exports, in a form that is read and never run. */
function namesOf(file: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what was just made
  const names = Object.keys(require(file) as object).sort();
  return `0 && (module.exports = {\n${names.map(name => `  ${name},\n`).join('')}});\n`;
}

start(main);
