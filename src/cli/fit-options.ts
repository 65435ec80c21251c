import { existsSync, statSync } from 'fs';
import { join } from 'path';
import { allDevices, AskedDevices, askedDevices } from './fit-devices';
import { VLLM_SHARE } from '../facts/memory-shares';
import { Architecture } from '../fit/architecture';
import { architectureInFile } from '../fit/config/config-file';
import { knownArchitecture } from '../fit/config/known-models';
import { DATA_TYPES, isDataType } from '../fit/data-types';

/** How the command is called. */
export const FIT_USAGE = [
  '  fit --model <config.json or name> [--gpu <name>[:<count>]]… [--engine <name>[@<version>]] [--context <tokens>] [--concurrency <sequences>]',
  '      [--quantization <method or GGUF type>] [--dtype <type>] [--cache-type <type>] [--utilization <share>] [--svg | --json]',
  '      Plans the memory of a model: on one kind of GPU with all numbers, or on all known ones, with the fewest that serve it. Names are those of the hub,',
  '      such as Qwen/Qwen3-8B; others need the config.json that the model brings. A GPU is h100, l4:2, or a slice: h100-mig-1g.10gb. It asks no network.',
  '      Without --context and --dtype it says what an app would derive. Exit code 0: it fits, on one of the GPUs at least; 2: it cannot; 3: nobody can say.',
].join('\n');

/** What is asked of the command. */
export interface FitOptions {
  readonly architecture: Architecture;
  readonly asked: readonly AskedDevices[];
  readonly engine: string;
  readonly version: string;
  readonly context?: number;
  readonly concurrency?: number;
  readonly dataType?: string;
  readonly cacheType?: string;
  readonly utilization?: number;
  readonly format: 'text' | 'svg' | 'json';
}

const VALUES = ['--model', '--gpu', '--engine', '--context', '--concurrency', '--quantization', '--dtype', '--cache-type', '--utilization'];
const SWITCHES = ['--svg', '--json'];

/** The newest version of each engine that the constants were read from. */
const VERSIONS: { readonly [engine: string]: string } = {
  'vllm': '0.33.0', 'sglang': '0.5.23', 'llama-cpp': 'b11434', 'ollama': '0.12.0', 'lmdeploy': '0.18.0', 'tensorrt-llm': '1.2.0', 'text-generation-inference': '3.3.6', 'text-embeddings-inference': '1.8.3',
};

/** What an app writes where nobody says it; of other engines their own defaults hold. */
const WRITTEN_SHARES: { readonly [engine: string]: number | undefined } = { vllm: VLLM_SHARE };

/** Reads the words of the command line; throws on those that it does not know. */
export function fitOptions(args: readonly string[]): FitOptions {
  const { said, switches } = wordsOf(args);
  const one = (option: string): string | undefined => {
    const values = said.get(option) ?? [];
    if (values.length > 1) throw new Error(`${option} is said ${values.length} times, and there is one of it; leave the others out`);
    return values[0];
  };
  const number = (option: string) => (one(option) === undefined ? undefined : wholeNumber(option, one(option)!));
  const engine = engineOf(one('--engine') ?? 'vllm');
  const [model, dataType, utilization] = [one('--model'), one('--dtype'), one('--utilization')];
  if (model === undefined) throw new Error(`--model is missing\n\n${FIT_USAGE}`);
  if (switches.size > 1) throw new Error(`${[...switches].join(' and ')} cannot both be had; leave one out`);
  if (dataType !== undefined && dataType !== 'auto' && !isDataType(dataType)) throw new Error(`--dtype got ${JSON.stringify(dataType)}: known are auto, ${DATA_TYPES.join(', ')}; say a method of quantization in --quantization`);
  return {
    architecture: architectureOf(model, one('--quantization')),
    asked: said.has('--gpu') ? said.get('--gpu')!.map(askedDevices) : [allDevices()],
    ...engine,
    context: number('--context'),
    concurrency: number('--concurrency'),
    dataType,
    cacheType: one('--cache-type'),
    utilization: utilization !== undefined ? share(utilization) : WRITTEN_SHARES[engine.engine],
    format: switches.has('--json') ? 'json' : switches.has('--svg') ? 'svg' : 'text',
  };
}

/** Options with their values, in a word of their own or behind `=`. */
function wordsOf(args: readonly string[]): { readonly said: ReadonlyMap<string, readonly string[]>; readonly switches: ReadonlySet<string> } {
  const said = new Map<string, string[]>();
  const switches = new Set<string>();
  for (let at = 0; at < args.length; at++) {
    const [, option, inWord] = /^(--[a-z-]+)=(.*)$/s.exec(args[at]) ?? [undefined, args[at], undefined];
    if (SWITCHES.includes(args[at])) {
      switches.add(option);
      continue;
    }
    if (!VALUES.includes(option)) throw new Error(`unknown option ${JSON.stringify(args[at])}\n\n${FIT_USAGE}`);
    const value = inWord ?? args[++at];
    if (value === undefined || value === '' || VALUES.includes(value) || SWITCHES.includes(value)) throw new Error(`${option} needs a value\n\n${FIT_USAGE}`);
    said.set(option, [...said.get(option) ?? [], value]);
  }
  return { said, switches };
}

/** A file, the folder that has it, or a name. */
function architectureOf(model: string, quantization: string | undefined): Architecture {
  if (!model.endsWith('.json') && !existsSync(model)) return knownArchitecture(model, quantization);
  const isFolder = existsSync(model) && statSync(model).isDirectory();
  return architectureInFile(isFolder ? join(model, 'config.json') : model, { quantization });
}

function engineOf(word: string): Pick<FitOptions, 'engine' | 'version'> {
  const [, engine, version] = /^([^@]*)(?:@(.*))?$/s.exec(word)!;
  if (!Object.hasOwn(VERSIONS, engine)) throw new Error(`unknown engine ${JSON.stringify(engine)}: known are ${Object.keys(VERSIONS).join(', ')}`);
  if (version === undefined) return { engine, version: VERSIONS[engine] };
  if (/^(v?\d+(\.\d+)*([.-]?(post|rc)\d+)?|b\d+)$/.test(version)) return { engine, version: version.replace(/^v/, '') };
  throw new Error(`--engine needs a version after "@", got ${JSON.stringify(version)}; use for example ${engine}@${VERSIONS[engine]}`);
}

function wholeNumber(option: string, value: string): number {
  const [, digits, unit] = /^(\d{1,9})([kK]?)$/.exec(value) ?? [];
  const number = Number(digits) * (unit ? 1024 : 1);
  if (number >= 1) return number;
  throw new Error(`${option} needs a whole number from 1 on, got ${JSON.stringify(value)}; use for example 8192, or 8k`);
}

function share(value: string): number {
  const number = Number(value);
  if (number > 0 && number <= 1) return number;
  throw new Error(`--utilization needs a share above 0 and at most 1, got ${JSON.stringify(value)}; use for example 0.9`);
}
