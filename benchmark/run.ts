/*
 * Measures the library against its baselines, see README.md in this folder.
 *
 * Usage: npm run bench [-- --quick] [-- --check]
 */
import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { availableParallelism, loadavg, tmpdir } from 'os';
import { join, resolve } from 'path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { Case, Contender, CONTENDERS, judgesTooLong, Measurement, page, Result, tooSlow } from './table';
import { Task } from './task';

const ROOT = resolve(__dirname, '..');
const BUILD = join(__dirname, 'build');
const WORK = mkdtempSync(join(tmpdir(), 'bench-'));
const TEMPLATE = join(WORK, 'template.json');

/** What is measured: fewer rounds where one takes long. */
const CASES: Case[] = [
  { title: '1 model', models: 1, perChart: 1, rounds: 11 },
  { title: '100 models, one chart', models: 100, perChart: 100, rounds: 9 },
  { title: '1,000 models, one chart', models: 1_000, perChart: 1_000, rounds: 5 },
  { title: '10,000 models, one chart', models: 10_000, perChart: 10_000, rounds: 3 },
  { title: '10,000 models, 100 a chart', models: 10_000, perChart: 100, rounds: 3 },
  { title: '1,000 models, each depends on the one before', models: 1_000, perChart: 1_000, rounds: 3, chained: true },
];

function main(args: string[]): void {
  const quick = args.includes('--quick');
  const [load] = loadavg();
  if (load > availableParallelism() / 2) console.error(`the machine is busy (load ${load.toFixed(1)}): what comes out will say little`);
  try {
    build();
    checkSameContent();
    const cases = quick ? CASES.filter(({ models }) => models <= 1_000).map(one => ({ ...one, rounds: 3 })) : CASES;
    const results = cases.map(measure);
    const judgingTime = judging(quick ? 3 : 11);
    const text = page(results, judgingTime);
    console.log(text);
    if (!quick) writePage(text);
    const slow = [...results.flatMap(tooSlow), ...judgesTooLong(results, judgingTime)];
    if (slow.length) console.log(`over the limit:\n  ${slow.join('\n  ')}`);
    if (slow.length && args.includes('--check')) process.exitCode = 1;
  } finally {
    rmSync(WORK, { recursive: true, force: true });
  }
}

/** Compiles the contenders, which find the compiled package by its name, as a user's program does. */
function build(): void {
  rmSync(BUILD, { recursive: true, force: true });
  const entryPoints = [join(__dirname, 'task.ts'), ...CONTENDERS.map(name => join(__dirname, 'contenders', `${name}.ts`))];
  buildSync({ entryPoints, outdir: BUILD, outbase: __dirname, format: 'cjs', platform: 'node', target: 'node20' });
  // It reads src/, because the judge is not exported.
  buildSync({ entryPoints: [join(__dirname, 'judging.ts')], outdir: BUILD, bundle: true, packages: 'external', format: 'cjs', platform: 'node', target: 'node20' });
  mkdirSync(join(BUILD, 'node_modules'));
  symlinkSync(ROOT, join(BUILD, 'node_modules', 'cdk8s-matrixinfer'));
}

/** The baselines write what the library renders; a comparison of different things would say nothing. */
function checkSameContent(): void {
  const one = { models: 1, perChart: 1, chained: false };
  execute('library', { ...one, outdir: join(WORK, 'library') });
  const expected = written('library');
  writeFileSync(TEMPLATE, JSON.stringify(parseAllDocuments(expected).map(document => document.toJS())));
  execute('stock', { ...one, outdir: join(WORK, 'stock'), template: TEMPLATE });
  if (written('stock') !== expected) throw new Error('stock ApiObjects do not write what the library writes: the benchmark compares different things');
}

const written = (folder: string): string => readdirSync(join(WORK, folder)).sort().map(file => readFileSync(join(WORK, folder, file), 'utf8')).join('');

/** Seconds that it takes to judge what is given for 1,000 models, as the median of so many processes. */
function judging(rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(BUILD, 'judging.js')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`judging failed:\n${stderr}`);
    return Number(stdout);
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}

/** Runs all contenders in turns. */
function measure(one: Case): Result {
  const contenders = one.chained ? ['library' as const] : CONTENDERS;
  const runs = new Map<Contender, Measurement[]>(contenders.map(name => [name, []]));
  for (let round = 0; round < one.rounds; round++) {
    for (const [name, measurements] of runs) {
      const outdir = join(WORK, 'measured');
      measurements.push(execute(name, { ...one, chained: one.chained ?? false, outdir, template: TEMPLATE }));
      rmSync(outdir, { recursive: true, force: true });
    }
  }
  console.error(`measured: ${one.title}`);
  return { case: one, medians: new Map([...runs].map(([name, measurements]) => [name, median(measurements)])) };
}

function execute(contender: Contender, task: Task): Measurement {
  const started = process.hrtime.bigint();
  const child = spawnSync(process.execPath, [join(BUILD, 'contenders', `${contender}.js`), JSON.stringify(task)], { encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (child.status !== 0) throw new Error(`${contender} with ${task.models} models failed:\n${child.stderr}`);
  return { seconds, mebibytes: Number(child.stdout) / 1024 };
}

function median(measurements: Measurement[]): Measurement {
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return { seconds: middle(measurements.map(one => one.seconds)), mebibytes: middle(measurements.map(one => one.mebibytes)) };
}

/** Puts the numbers between the markers of the page; the words around them are written by people. */
function writePage(text: string): void {
  const file = join(ROOT, 'docs', 'performance.md');
  const old = readFileSync(file, 'utf8');
  const parts = old.split(/(<!-- bench:begin -->\n|<!-- bench:end -->)/);
  if (parts.length !== 5) throw new Error(`${file} has no <!-- bench:begin --> and <!-- bench:end -->`);
  writeFileSync(file, [parts[0], parts[1], text, parts[3], parts[4]].join(''));
}

main(process.argv.slice(2));
