/*
 * Asks the engines' real argument parsers which options they take, and which values each of them, and compares that with
 * engine-flags/ and with the lists in test/engine-flags/parsers. The data is read from the sources without running them; this shows that it is read rightly.
 *
 * Usage: tsx scripts/engine-flags-parsers.ts [--write] [<engine>-<version> ...]     (--write: write the lists anew)
 * Needs Python 3.11 and about 6 GB in the user's cache folder: importing the parsers imports torch.
 */
import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { answered, differencesFrom } from './engine-flags/answers';
import { engineFlags } from './engine-flags/data';
import { pythonWith, TOOLS, unpacked, whatIsMissing } from './engine-flags/tool';
import { ROOT, start } from './lib/project';

const LISTS = join(ROOT, 'test', 'engine-flags', 'parsers');
const ASKING = join(ROOT, 'scripts', 'engine-flags', 'parsers');

/** There is no GPU and no network, nobody is to be told that the parser ran, and sets have the same order in each run. */
const QUIET = {
  VLLM_TARGET_DEVICE: 'cpu',
  VLLM_LOGGING_LEVEL: 'ERROR',
  VLLM_NO_USAGE_STATS: '1',
  HF_HUB_OFFLINE: '1',
  PYTHONHASHSEED: '0',
  PYTHONDONTWRITEBYTECODE: '1',
};

function main(args: string[]): void {
  const missing = whatIsMissing();
  if (missing) throw new Error(missing);
  const named = args.filter(arg => arg !== '--write');
  const asked = named.length ? named : readdirSync(LISTS).map(file => file.replace(/\.txt$/, ''));
  const wrong = asked.filter(name => !agrees(name, args.includes('--write')));
  if (wrong.length) throw new Error(`the data is not what the parsers take: ${wrong.join(', ')}`);
}

function agrees(name: string, write: boolean): boolean {
  const [, engine, version] = /^([a-z]+)-(.+)$/.exec(name) ?? [];
  if (!engine) throw new Error(`${name}: not <engine>-<version>`);
  const list = join(LISTS, `${name}.txt`);
  const answer = ask(engine, version);
  if (write) writeFileSync(list, answer);
  const taken = answered(answer);
  const differences = [
    ...differencesFrom(engineFlags(engine), version, taken),
    ...(existsSync(list) && readFileSync(list, 'utf8') === answer ? [] : [`${list} is stale`]),
  ];
  console.log(`${name}: ${Object.keys(taken).length} options; ${differences.length ? differences.join('\n  ') : 'the data agrees'}`);
  return differences.length === 0;
}

/** What the parser of a version says. Only the Python files of its wheel are there: the parser needs no more. */
function ask(engine: string, version: string): string {
  const python = pythonWith('parsers', readFileSync(join(ASKING, 'requirements.txt'), 'utf8').split('\n').filter(line => /^\w/.test(line)));
  const result = spawnSync(python, [join(ASKING, `${engine}.py`)], {
    encoding: 'utf8',
    cwd: TOOLS,
    // Not the folder of the script: a file in it has the engine's name.
    env: { ...process.env, ...QUIET, PYTHONSAFEPATH: '1', PYTHONPATH: unpacked(engine, version), HOME: join(TOOLS, 'home') },
  });
  if (result.status !== 0) throw new Error(`the parser of ${engine} ${version} does not answer:\n${result.stderr}`);
  return `${result.stdout.split('\n').filter(line => line.startsWith('-')).sort().join('\n')}\n`;
}

start(main);
