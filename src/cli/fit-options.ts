import { existsSync } from 'fs';
import { allDevices, AskedDevices, askedDevices } from './fit-devices';
import { askedEngine, checkTold } from './fit-engines';
import { VLLM_SHARE } from '../facts/memory-shares';
import { MOST_SEQUENCES } from '../facts/most-sequences';
import { Architecture } from '../fit/architecture';
import { architectureInFile } from '../fit/config/config-file';
import { knownArchitecture } from '../fit/config/known-models';
import { meaning, nearest } from '../ground/spelling';

/** How the command is called. */
export const FIT_USAGE = [
  '  fit --model <config.json or name> [--gpu <name>[:<count>][,<name>…]]… [--engine <name>[@<version>]]',
  '      [--context <tokens>] [--concurrency <sequences>] [--quantization <method or GGUF type>]',
  '      [--dtype <type>] [--cache-type <type>] [--utilization <share>] [--svg | --json]',
  '      Plans the memory of a model: on one kind of GPU with all numbers, or on all known ones, with the',
  '      fewest that serve it. Names are those of the hub, such as Qwen/Qwen3-8B; others need the',
  '      config.json that the model brings. A GPU is h100, l4:2, or a slice: h100-mig-1g.10gb. It asks no',
  '      network. Without --context and --dtype it says what an app would derive. Exit code 0: it fits, on',
  '      one of the GPUs at least; 2: it cannot; 3: nobody can say.',
].join('\n');

/** What is asked of the command. */
export interface FitOptions {
  readonly architecture: Architecture;
  readonly asked: readonly AskedDevices[];
  /** Devices were named; else it is about all that are known. */
  readonly named: boolean;
  readonly engine: string;
  readonly version: string;
  readonly context?: number;
  readonly concurrency?: number;
  readonly dataType?: string;
  readonly cacheType?: string;
  readonly utilization?: number;
  /** The share is said, and not the one that the engine writes by itself. */
  readonly saysShare: boolean;
  readonly format: 'text' | 'svg' | 'json';
}

const VALUES = ['--model', '--gpu', '--engine', '--context', '--concurrency', '--quantization', '--dtype', '--cache-type', '--utilization'];
const SWITCHES = ['--svg', '--json'];

/** What an app writes where nobody says it; of other engines their own defaults hold. */
const WRITTEN_SHARES: { readonly [engine: string]: number | undefined } = { vllm: VLLM_SHARE };

/** How people say types in short. */
const SHORT_TYPES: ReadonlyMap<string, string> = new Map([['fp16', 'float16'], ['bf16', 'bfloat16'], ['fp32', 'float32']]);

/** Reads the words of the command line; throws on those that it does not know. */
export function fitOptions(args: readonly string[]): FitOptions {
  const { said, switches } = wordsOf(args);
  const one = (option: string): string | undefined => {
    const values = said.get(option) ?? [];
    if (values.length > 1) throw new Error(`${option} is given ${values.length} times, and there is one of it; leave the others out`);
    return values[0];
  };
  const number = (option: string, most: number, example?: string) => {
    const value = one(option);
    return value === undefined ? undefined : wholeNumber(option, value, most, example);
  };
  const engine = askedEngine(one('--engine') ?? 'vllm');
  const [model, type, utilization] = [one('--model'), one('--dtype'), one('--utilization')];
  const dataType = type && (SHORT_TYPES.get(type.toLowerCase()) ?? type);
  if (model === undefined) throw new Error(`--model is missing\n\n${FIT_USAGE}`);
  if (switches.size > 1) throw new Error(`${[...switches].join(' and ')} cannot be given together; leave one out`);
  const cacheType = one('--cache-type');
  checkTold(engine, 'dataType', dataType);
  checkTold(engine, 'cacheType', cacheType);
  checkTold(engine, 'utilization', utilization);
  checkTold(engine, 'quantization', one('--quantization'));
  return {
    architecture: architectureOf(model, one('--quantization')),
    asked: said.has('--gpu') ? askedDevices(said.get('--gpu')!.flatMap(namesIn)) : [allDevices()],
    named: said.has('--gpu'),
    ...engine,
    context: number('--context', MOST_TOKENS),
    concurrency: number('--concurrency', MOST_SEQUENCES, '16'),
    dataType,
    cacheType,
    saysShare: utilization !== undefined,
    utilization: utilization !== undefined ? share(utilization) : WRITTEN_SHARES[engine.engine],
    format: switches.has('--json') ? 'json' : switches.has('--svg') ? 'svg' : 'text',
  };
}

/** The names between commas. */
function namesIn(words: string): string[] {
  const names = words.split(',').map(word => word.trim());
  if (names.includes('')) throw new Error(`--gpu got ${JSON.stringify(words)}, where a name is missing beside a comma; use for example h100:1,l4:2`);
  return names;
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
    if (SWITCHES.includes(option)) throw new Error(`${option} takes no value, got ${JSON.stringify(inWord)}; leave it out`);
    if (!VALUES.includes(option)) throw unknownWord(args[at], args[at - 1]);
    const value = inWord ?? args[++at];
    if (value === undefined || value === '' || VALUES.includes(value) || SWITCHES.includes(value)) throw new Error(`${option} needs a value\n\n${FIT_USAGE}`);
    said.set(option, [...said.get(option) ?? [], value]);
  }
  return { said, switches };
}

/** A word that is no option: `--gpus`, `-m`, `--MODEL`, and what stands alone is mostly the model. */
function unknownWord(word: string, before?: string): Error {
  if (!word.startsWith('-') && SWITCHES.includes(before ?? '')) {
    return new Error(`${before} takes no value, got ${JSON.stringify(word)}; it prints to the terminal: write > ${word} at the end`);
  }
  if (!word.startsWith('-')) return new Error(`${JSON.stringify(word)} belongs to no option${meaning(`--model ${word}`)}\n\n${FIT_USAGE}`);
  const [option, known] = [word.split('=')[0], [...VALUES, ...SWITCHES]];
  const near = /^-[A-Za-z]$/.test(option) ? known.find(one => one.startsWith(`-${option.toLowerCase()}`)) : nearest(option, known);
  return new Error(`unknown option ${JSON.stringify(word)}${meaning(near)}\n\n${FIT_USAGE}`);
}

/** A file, the folder that has it, or a name. */
function architectureOf(model: string, quantization: string | undefined): Architecture {
  if (!model.endsWith('.json') && !existsSync(model)) return knownArchitecture(model, quantization);
  return architectureInFile(model, { quantization });
}

/** No model is made for more. */
const MOST_TOKENS = 1_000_000_000;

function wholeNumber(option: string, value: string, most: number, example = '8192, 8k or 1M'): number {
  const [, digits, unit = ''] = /^(\d{1,10}|\de\d)([km]?)$/i.exec(value) ?? [];
  const number = Number(digits) * 1024 ** ['', 'k', 'm'].indexOf(unit.toLowerCase());
  if (number >= 1 && number <= most) return number;
  throw new Error(`${option} needs a whole number from 1 to ${most}, got ${JSON.stringify(value)}; use for example ${example}`);
}

function share(value: string): number {
  const number = Number(value);
  if (number > 0 && number <= 1) return number;
  throw new Error(`--utilization needs a share above 0 and at most 1, got ${JSON.stringify(value)}; use for example 0.9`);
}
