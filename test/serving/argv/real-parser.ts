import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { pythonWith, unpacked } from '../../../scripts/engine-flags/tool';
import { Accelerator, Compute, Cpu, Framework, ModelSource, ServingEngine } from '../../../src';
import { render } from '../../conformance/render';

/** The revision of the model that all are asked to serve. */
export const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';

/** Arguments as a parser understood them, or what it said when it refused them. */
export interface Answer {
  readonly parsed?: Readonly<Record<string, unknown>>;
  readonly refused?: string;
}

/** The parser of a server at a version: the Python code of its package is there, and none of its compiled parts. */
export interface RealParser {
  readonly server: 'vllm' | 'sglang' | 'lmdeploy';
  readonly version: string;
  /** An interpreter, and a folder with what the code imports where the interpreter has it not. */
  readonly python: string;
  readonly packages?: string;
}

/** There is no GPU and no network, and no file is read or written that somebody else's is. */
const QUIET = { VLLM_TARGET_DEVICE: 'cpu', VLLM_LOGGING_LEVEL: 'ERROR', HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONSAFEPATH: '1' };

/** What a parser makes of several lists of arguments; it is imported once, which takes seconds. */
export function answersOf({ server, version, python, packages }: RealParser, lists: readonly (readonly string[])[]): Answer[] {
  const path = [unpacked(server, version), ...packages === undefined ? [] : [packages]].join(':');
  const { stdout, stderr } = spawnSync(python, [join(__dirname, '..', 'install', 'parse.py'), server], {
    encoding: 'utf8',
    input: JSON.stringify(lists),
    env: { ...process.env, ...QUIET, HOME: tmpdir(), PYTHONPATH: path },
  });
  const answers = /^answers (.*)$/m.exec(stdout)?.[1];
  if (answers === undefined) throw new Error(`the parser of ${server} ${version} does not answer:\n${stderr.trim().split('\n').slice(-3).join('\n')}`);
  return JSON.parse(answers) as Answer[];
}

/** The interpreter that `npm run test:flags:parsers` asks with, which has all that the parsers import. */
export function pythonOfParsers(): string {
  const requirements = readFileSync(join(__dirname, '..', '..', '..', 'scripts', 'engine-flags', 'parsers', 'requirements.txt'), 'utf8');
  return pythonWith('parsers', requirements.split('\n').filter(line => /^\w/.test(line)));
}

/** The settings that a version has: the engine refuses the others, which is tested beside it. */
export function knownTo<T extends object>(make: (settings: Partial<T>) => ServingEngine, settings: Partial<T>): Partial<T> {
  const isKnown = ([name, value]: [string, unknown]) => {
    try {
      return make({ [name]: value } as Partial<T>) instanceof ServingEngine;
    } catch {
      return false;
    }
  };
  return Object.fromEntries(Object.entries(settings).filter(isKnown)) as Partial<T>;
}

/** What is rendered for eight accelerators, behind the words of the program. */
export function wordsOf(engine: ServingEngine, program: readonly string[]): string[] {
  const { server } = render({
    engine,
    framework: Framework.HUGGINGFACE,
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 8, cpu: Cpu.units(16), memory: Size.gibibytes(128) }),
    servedName: 'tiny-model',
    source: ModelSource.huggingFace('acme/tiny', { revision: COMMIT, size: Size.gibibytes(1) }),
  });
  const words = [...server.command!, ...server.args!];
  expect(words.slice(0, program.length)).toEqual(program);
  return words.slice(program.length);
}
