/*
 * Measures the library against its baselines and peers, see README.md in this folder.
 *
 * Usage: npm run bench [-- --short] [-- --check] [-- --only=<case>,<case>] [-- --rounds=<at most>]
 */
import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { availableParallelism, loadavg, tmpdir } from 'os';
import { join, resolve } from 'path';
import { buildSync } from 'esbuild';
import { parseAllDocuments } from 'yaml';
import { Case, CaseId, CASES, Contender, CONTENDERS, PEERS } from './figures';
import { peerCommand, versionOf } from './peers';
import { Measurement, page, Result, Run, tooMuch } from './table';
import { Manifest, modelName, Task, Template } from './task';
import { prepareWays, secondsOf, WayId, WAYS } from './ways';

const ROOT = resolve(__dirname, '..');
const BUILD = join(__dirname, 'build');
const WORK = mkdtempSync(join(tmpdir(), 'bench-'));
const TEMPLATES = { uniform: join(WORK, 'uniform.json'), varied: join(WORK, 'varied.json') };

/** `--only` takes it as it takes a case. */
const WAYS_CASE = 'ways';

const LAST_RUN = join(__dirname, 'last-run.json');

/** As many as the library's contender has profiles. */
const VARIED_MODELS = 300;

function main(args: string[]): void {
  const isShort = args.includes('--short');
  const option = (name: string) => args.find(arg => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const only = option('only')?.split(',');
  const rounds = Number(option('rounds') ?? Infinity);
  const [load] = loadavg();
  if (load > availableParallelism() / 2) {
    console.error(`the machine is busy (load ${load.toFixed(1)}): seconds will say little, ratios of processor time something`);
  }
  try {
    build();
    writeTemplate({ models: 1, perChart: 1, outdir: '', crds: true }, TEMPLATES.uniform);
    writeTemplate({ models: VARIED_MODELS, perChart: VARIED_MODELS, outdir: '', varied: true }, TEMPLATES.varied);
    const isAsked = (id: CaseId, { short, alone }: Case) => (only ? only.includes(id) : isShort ? short : !alone);
    const ids = (Object.keys(CASES) as CaseId[]).filter(id => isAsked(id, CASES[id]));
    // What is measured alone takes the place of its row in the last run.
    let run: Run = only ? lastRun() : { on: machine(), results: {}, judging: judging(isShort ? 3 : 7) };
    for (const id of ids) {
      run = { ...run, results: { ...run.results, [id]: measure({ ...CASES[id], rounds: Math.min(rounds, CASES[id].rounds) }) } };
      if (!isShort) write(run);
    }
    if (only ? only.includes(WAYS_CASE) : !isShort) {
      run = { ...run, ways: ways(Math.min(rounds, 5)) };
      write(run);
    }
    console.log(page(run));
    const failed = tooMuch(run);
    if (failed.length > 0) console.log(`over the limit:\n  ${failed.join('\n  ')}`);
    if (failed.length > 0 && args.includes('--check')) process.exitCode = 1;
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
  buildSync({
    entryPoints: [join(__dirname, 'judging.ts')],
    outdir: BUILD,
    bundle: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  mkdirSync(join(BUILD, 'node_modules'));
  symlinkSync(ROOT, join(BUILD, 'node_modules', 'cdk8s-matrixinfer'));
}

/** Keeps what the library writes as the objects of the others, who then have to write the same: a comparison of different things would say nothing. */
function writeTemplate(task: Task, template: string): void {
  const outdir = join(WORK, 'library');
  execute('library', { ...task, outdir });
  const expected = written(outdir);
  const documents = parseAllDocuments(expected).map(document => document.toJS() as Manifest & { metadata: { name: string } });
  const crds = documents.filter(({ kind }) => kind === 'CustomResourceDefinition');
  const objectsOf = (index: number) => documents.filter(({ metadata }) => metadata.name.startsWith(modelName(index)));
  const models = Array.from({ length: task.models }, (_, index) => JSON.stringify(objectsOf(index)));
  writeFileSync(template, JSON.stringify({ models, crds } satisfies Template));
  rmSync(outdir, { recursive: true });
  execute('stock', { ...task, outdir, template });
  if (written(outdir) !== expected) throw new Error('stock ApiObjects do not write what the library writes: the benchmark compares different things');
  rmSync(outdir, { recursive: true });
}

const written = (folder: string): string => readdirSync(folder).sort().map(file => readFileSync(join(folder, file), 'utf8')).join('---\n');

/** Seconds that it takes to judge what is given for 1,000 models, as the median of so many processes. */
function judging(rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(BUILD, 'judging.js')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`judging failed:\n${stderr}`);
    return Number(stdout);
  });
  return median(times);
}

/** Runs all contenders in turns, so that a slow minute of the machine hits them all alike. */
function measure(one: Case): Result {
  const runs = new Map<Contender, Measurement[]>();
  const contenders: readonly Contender[] = one.contenders ?? [...CONTENDERS, ...PEERS.filter(peer => versionOf(peer) !== undefined)];
  for (let round = 0; round < one.rounds; round++) {
    for (const name of contenders) {
      const outdir = join(WORK, 'measured');
      const measured = execute(name, { ...one, outdir, template: one.varied ? TEMPLATES.varied : TEMPLATES.uniform });
      if (measured) runs.set(name, [...runs.get(name) ?? [], measured]);
      rmSync(outdir, { recursive: true, force: true });
    }
  }
  console.error(`measured: ${one.title}`);
  return Object.fromEntries([...runs].map(([name, all]) => [name, {
    seconds: median(all.map(({ seconds }) => seconds)),
    processor: median(all.map(({ processor }) => processor)),
    mebibytes: median(all.map(({ mebibytes }) => mebibytes)),
  }]));
}

/** Runs all ways in turns; the first round warms what they keep on disk, and does not count. */
function ways(rounds: number): NonNullable<Run['ways']> {
  const folder = join(BUILD, 'ways');
  prepareWays(folder);
  const ids = Object.keys(WAYS) as WayId[];
  const all = Array.from({ length: rounds + 1 }, () => ids.map(id => secondsOf(id, folder))).slice(1);
  console.error('measured: the ways to run an app');
  const times = ids.map((id, index) => [id, all.map(round => round[index]).filter(seconds => seconds !== undefined)] as const);
  return Object.fromEntries(times.filter(([, seconds]) => seconds.length > 0).map(([id, seconds]) => [id, median(seconds)]));
}

/** Times one process with the shell's own clock; `undefined` when a peer is not asked for such an app. */
function execute(contender: Contender, task: Task): Measurement | undefined {
  const node = [process.execPath, join(BUILD, 'contenders', `${contender}.js`), JSON.stringify(task)];
  const isPeer = (PEERS as readonly string[]).includes(contender);
  const command = isPeer ? peerCommand(contender, task) : node;
  if (!command) return undefined;
  const [times, output, errors] = ['times', 'output', 'errors'].map(name => join(WORK, name));
  const script = 'TIMEFORMAT="%R %U %S"; { time "${@:4}" > "$2" 2> "$3"; } 2> "$1"';
  const { status } = spawnSync('bash', ['-c', script, 'bench', times, output, errors, ...command], { env: { ...process.env, LC_ALL: 'C' } });
  if (status !== 0) throw new Error(`${contender} with ${task.models} models failed:\n${readFileSync(errors, 'utf8').slice(-2_000)}`);
  const [seconds, user, system] = readFileSync(times, 'utf8').split(' ').map(Number);
  return { seconds, processor: user + system, mebibytes: isPeer ? 0 : Number(readFileSync(output, 'utf8')) / 1024 };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function machine(): Run['on'] {
  const packageOf = (name: string) => (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
  const peers = Object.fromEntries(PEERS.map(peer => [peer, versionOf(peer)]));
  return { node: process.versions.node, cdk8s: packageOf('cdk8s'), yaml: packageOf('yaml'), cores: availableParallelism(), load: loadavg()[0], peers };
}

function lastRun(): Run {
  return JSON.parse(readFileSync(LAST_RUN, 'utf8')) as Run;
}

/** Puts the numbers between the markers of the page, whose words are written by people, and beside this file. */
function write(run: Run): void {
  writeFileSync(LAST_RUN, `${JSON.stringify(run, undefined, 2)}\n`);
  const file = join(ROOT, 'docs', 'performance.md');
  const parts = readFileSync(file, 'utf8').split(/(<!-- bench:begin -->\n|<!-- bench:end -->)/);
  if (parts.length !== 5) throw new Error(`${file} has no <!-- bench:begin --> and <!-- bench:end -->`);
  writeFileSync(file, [parts[0], parts[1], page(run), parts[3], parts[4]].join(''));
}

main(process.argv.slice(2));
