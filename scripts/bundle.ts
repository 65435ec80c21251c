/*
 * Makes the one file of lib/ that apps load, and the program of the package's `bin` (part of `npm run compile`). Why one: it loads in half the time of a hundred.
 * It is made from src/, and not from what jsii compiled: that is CommonJS, which stays two hundred functions and three thousand detours in a bundle, and takes
 * 40 % longer to load. What jsii adds to its own is added here, too: the name by which other languages know a class.
 *
 * Readable lines: Node prints the line that threw before the message, and a minified one is 400 kB of it. Names stay, for stack traces.
 * The names that it exports are written out at its end, in the form that Node looks for in CommonJS: `import { VllmEngine } from
 * 'cdk8s-matrixinfer'` works in ES modules. https://github.com/nodejs/cjs-module-lexer
 *
 * Usage: tsx scripts/bundle.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { basename, join, relative, sep } from 'path';
import { build, BuildOptions, Plugin, transform } from 'esbuild';
import { filesUnder, ROOT, start } from './lib/project';

const LIB = join(ROOT, 'lib');
const ENTRY = join(LIB, 'index.js');
const SOURCE = join(ROOT, 'src', 'index.ts');
const IMPORTS = join(ROOT, 'src', 'imports');

/** What is made from the CRDs and few apps need: the CRDs themselves, and what is known of each kind but the Model. */
const OF_CRDS = /^(crds|.+\.schema)\.generated(?<!_models\.schema\.generated)$/;

/** What few apps need stays in files of its own, which are loaded on demand: flags of engines, the script of the status reporter, the parser of YAML, other kinds, the plan of memory. */
const apart: Plugin = {
  name: 'apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.js', external: true }));
    onResolve({ filter: /^\.\/fit$/ }, () => ({ path: './fit.js', external: true }));
    onResolve({ filter: /\.generated$/ }, ({ path }) => (OF_CRDS.test(basename(path)) ? { path: `./imports/${basename(path)}.js`, external: true } : undefined));
    onResolve({ filter: /engine-flags\/.*\.json$|lib\/reporter\/script$/ }, ({ path, resolveDir }) => {
      const file = relative(LIB, join(resolveDir, path)).split(sep).join('/');
      return { path: file.startsWith('.') ? file : `./${file}`, external: true };
    });
  },
};

/** What the program takes from the files beside it: the parser of YAML, and the library, by which `lock` judges sources. */
const beside: Plugin = {
  name: 'beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^yaml$/ }, () => ({ path: '../yaml.js', external: true }));
    onResolve({ filter: /^\.\.\/sources\/model-source$/ }, () => ({ path: '../index.js', external: true }));
  },
};

/** Packages whose code is in the files made here; their licences are in THIRD-PARTY-NOTICES.md. */
const INLINED = ['yaml'];

async function main(): Promise<void> {
  const library = await bundled({ entryPoints: [SOURCE], packages: 'external', plugins: [apart] }) + jsiiNames();
  const yaml = await bundled({ stdin: { contents: "module.exports = require('yaml');", resolveDir: ROOT } });
  const fit = await bundled({ entryPoints: [join(ROOT, 'src', 'fit', 'fit.ts')] });
  const cli = await bundled({ entryPoints: [join(ROOT, 'src', 'cli', 'main.ts')], plugins: [beside] });
  const imports = readdirSync(IMPORTS).map(name => basename(name, '.ts')).filter(name => OF_CRDS.test(name));
  const ofCrds = await Promise.all(imports.map(name => bundled({ entryPoints: [join(IMPORTS, name)] })));
  for (const file of filesUnder(LIB).filter(name => name.endsWith('.js'))) rmSync(join(LIB, file));
  mkdirSync(join(LIB, 'imports'), { recursive: true });
  imports.forEach((name, index) => { writeFileSync(join(LIB, 'imports', `${name}.js`), ofCrds[index]); });
  writeFileSync(join(LIB, 'yaml.js'), yaml);
  writeFileSync(join(LIB, 'fit.js'), fit);
  writeFileSync(join(LIB, 'cli', 'main.js'), `#!/usr/bin/env node\n${cli}`, { mode: 0o755 });
  writeFileSync(ENTRY, library);
  writeFileSync(ENTRY, library + exportsOf(ENTRY));
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
  const foreign = Object.keys(metafile!.inputs).map(file => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(name => name !== undefined && !INLINED.includes(name));
  if (foreign.length > 0) throw new Error(`the bundle took in ${foreign.join(', ')}; leave it out, or name it in INLINED and state its licence in THIRD-PARTY-NOTICES.md`);
  const { code } = await transform(outputFiles![0].text, { lineLimit: 160 });
  return inAscii(withClassNames(code));
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

/** Tells jsii's kernel the name of each class, as jsii's compiler does it. */
function jsiiNames(): string {
  const { name, version, types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { name: string; version: string; types: { [fqn: string]: { kind: string; name: string } } };
  const classes = Object.values(types).filter(({ kind }) => kind === 'class').map(type => type.name).sort();
  const each = `module.exports[name][Symbol.for("jsii.rtti")] = { fqn: "${name}." + name, version: "${version}" };`;
  return `for (const name of ${JSON.stringify(classes).replaceAll('","', '",\n"')}) ${each}\n`;
}

/** The names that a file exports, in a form that is read and never run. */
function exportsOf(file: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what was just made
  const names = Object.keys(require(file) as object).sort();
  return `0 && (module.exports = {\n${names.map(name => `  ${name},\n`).join('')}});\n`;
}

start(main);
