/*
 * Runs the examples that have a main.py in Python, and compares the files they write with those of main.ts, byte by byte. Then it runs
 * test/python, which holds what is said of wrong values, and of engines and sources that are written in Python.
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
    const python = install(work);
    const results = exampleNames().filter(name => existsSync(mainOf(name))).map(name => compare(name, python, work));
    judge(python);
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

/** Installs the generated package beside the same cdk8s that TypeScript uses, and returns the interpreter. */
function install(work: string): string {
  run('jsii-pacmak', ['--code-only', '--no-npmignore', '--target', 'python', '--outdir', join(work, 'package')]);
  run('python3', ['-m', 'venv', join(work, 'venv')]);
  const python = join(work, 'venv', 'bin', 'python');
  const peers = ['cdk8s', 'cdk8s-plus-27', 'constructs'].map(name => `${name}==${versionOf(name)}`);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...peers, join(work, 'package', 'python')]);
  return python;
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** Runs the programs of test/python, which fail when something wrong is taken in silence. */
function judge(python: string): void {
  for (const program of readdirSync(join(ROOT, 'test', 'python')).filter(name => name.endsWith('.py')).sort()) run(python, [join(ROOT, 'test', 'python', program)]);
}

/** Runs an example in both languages; each file that the two write is one test. */
function compare(example: string, python: string, work: string): { same: number; different: number } {
  const typescript = synthExample(example, join(work, example, 'typescript'));
  const output = join(work, example, 'python');
  run(python, [mainOf(example)], { cwd: join(ROOT, 'examples', example), env: { ...process.env, CDK8S_OUTDIR: output } });
  const different = differences(typescript, output);
  const files = filesUnder(typescript);
  console.log(`examples/${example}: ${different.length ? `NOT the same in Python:\n  ${different.join('\n  ')}` : `the same bytes in Python: ${files.join(', ')}`}`);
  return { same: Math.max(0, files.length - different.length), different: different.length };
}

start(main);
