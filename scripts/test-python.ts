/*
 * Runs the examples that have a main.py in Python, and compares the files they write with those of main.ts, byte by byte. Then it runs
 * test/python, which holds what is said of wrong values, and of engines and sources that are written in Python; then an app that uses
 * a newer minor of cdk8s-plus, beside the newest peers.
 * Why: the package is made for other languages by jsii; what jsii takes without a word can still break there. The Python
 * package is generated from the compiled one, installed into a fresh virtual environment, and imported by name.
 *
 * Needs a compiled package (lib/ and .jsii) and the package registry of Python. Skipped without Python, but never in CI.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { exampleNames, synthExample } from './lib/examples';
import { differences, filesUnder, reportCounts, ROOT, run, start } from './lib/project';

function main(): void {
  if (!hasPython()) {
    const missing = 'there is no python3 (3.9 or newer, with venv) on the PATH';
    if (process.env.CI) throw new Error(missing);
    return console.log(`skipped: the Python suite, ${missing}`);
  }
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('no .jsii here: run npm run compile first');
  const work = mkdtempSync(join(tmpdir(), 'python-'));
  try {
    run('tsx', ['scripts/package-python.ts', '--code-only', '--outdir', join(work, 'package')]);
    judgeFrontPage(join(work, 'package', 'python', 'README.md'));
    const python = install(work, 'oldest', ['cdk8s', 'cdk8s-plus-27', 'constructs']);
    const results = exampleNames().filter(name => existsSync(mainOf(name))).map(name => compare(name, python, work));
    judge(python);
    results.push(compareNewest(install(work, 'newest', ['cdk8s-newest', 'cdk8s-plus-27', 'cdk8s-plus-34', 'constructs-newest']), work));
    if (results.length === 0) throw new Error('no example has a main.py: there is nothing to compare');
    reportCounts('python', sum(results.map(result => result.same)), sum(results.map(result => result.different)));
    process.exitCode = results.some(result => result.different > 0) ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const mainOf = (example: string): string => join(ROOT, 'examples', example, 'main.py');
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const hasPython = (): boolean =>
  spawnSync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))']).status === 0;

/** Installs the generated package beside the same packages that TypeScript uses, by their folder in `node_modules`, and returns the interpreter. */
function install(work: string, name: string, peers: string[]): string {
  const venv = join(work, name);
  run('python3', ['-m', 'venv', venv]);
  const python = join(venv, 'bin', 'python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...peers.map(pinned), join(work, 'package', 'python')]);
  return python;
}

function pinned(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', folder, 'package.json'), 'utf8')) as { name: string; version: string };
  return `${name}==${version}`;
}

/** The front page of the wheel is the README, in Python. */
function judgeFrontPage(file: string): void {
  const page = readFileSync(file, 'utf8');
  if (/^```ts/m.test(page) || !page.includes('from cdk8s_matrixinfer import')) throw new Error('the front page of the wheel is in TypeScript');
}

/** Runs the programs of test/python, which fail when something wrong is taken in silence. */
function judge(python: string): void {
  for (const program of readdirSync(join(ROOT, 'test', 'python')).filter(name => name.endsWith('.py')).sort()) {
    run(python, [join(ROOT, 'test', 'python', program)]);
  }
}

/** Runs an example in both languages. */
function compare(example: string, python: string, work: string): Counts {
  const typescript = synthExample(example, join(work, example, 'typescript'));
  const output = join(work, example, 'python');
  run(python, [mainOf(example)], { cwd: join(ROOT, 'examples', example), env: { ...process.env, CDK8S_OUTDIR: output } });
  return report(`examples/${example}`, typescript, output);
}

/** Runs the app with a newer minor of cdk8s-plus in both languages. */
function compareNewest(python: string, work: string): Counts {
  const folder = join(ROOT, 'test', 'package', 'newest-minor');
  const [typescript, output] = ['typescript', 'python'].map(language => join(work, 'newest-minor', language));
  run('tsx', ['--tsconfig', join(ROOT, 'test', 'tsconfig.json'), join(folder, 'newest-minor.ts')], { env: { ...process.env, OUTPUT: typescript } });
  run(python, [join(folder, 'newest_minor.py')], { env: { ...process.env, OUTPUT: output } });
  return report('newest peers', typescript, output);
}

interface Counts { readonly same: number; readonly different: number }

/** Each file that the two languages write is one test. */
function report(name: string, typescript: string, python: string): Counts {
  const different = differences(typescript, python);
  const files = filesUnder(typescript);
  console.log(`${name}: ${different.length ? `NOT the same in Python:\n  ${different.join('\n  ')}` : `the same bytes in Python: ${files.join(', ')}`}`);
  return { same: Math.max(0, files.length - different.length), different: different.length };
}

start(main);
