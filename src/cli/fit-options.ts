import { existsSync } from 'fs';
import { ACCELERATORS, AcceleratorRow } from '../facts/accelerators';
import { Architecture } from '../fit/architecture';
import { architectureInFile } from '../fit/config/config-file';
import { knownArchitecture } from '../fit/config/known-models';

/** How the command is called. */
export const FIT_USAGE = [
  '  fit --model <config.json or name> [--gpu <name>[:<count>]] [--engine <name>[@<version>]] [--context <tokens>] [--concurrency <sequences>]',
  '      [--quantization <method or GGUF type>] [--dtype <type>] [--cache-type <type>] [--utilization <share>] [--svg | --json]',
  '      Plans the memory of a model: on one kind of GPU with all numbers, or on all known ones, with the fewest that serve it. Names are those of the hub,',
  '      such as Qwen/Qwen3-8B; others need the config.json that the model brings. It asks no network.',
].join('\n');

/** What is asked of the command. */
export interface FitOptions {
  readonly architecture: Architecture;
  readonly devices: readonly AcceleratorRow[];
  readonly count?: number;
  readonly engine: string;
  readonly version: string;
  readonly context?: number;
  readonly concurrency?: number;
  readonly dataType?: string;
  readonly cacheType?: string;
  readonly utilization?: number;
  readonly format: 'text' | 'svg' | 'json';
}

const VALUES = ['--model', '--gpu', '--engine', '--context', '--concurrency', '--quantization', '--dtype', '--cache-type', '--utilization'] as const;
const SWITCHES = ['--svg', '--json'];

/** The newest version of each engine that the constants were read from. */
const VERSIONS: { readonly [engine: string]: string } = {
  'vllm': '0.33.0', 'sglang': '0.5.23', 'llama-cpp': 'b11434', 'ollama': '0.12.0', 'lmdeploy': '0.18.0', 'tensorrt-llm': '1.2.0', 'text-generation-inference': '3.3.6', 'text-embeddings-inference': '1.8.3',
};

/** Reads the words of the command line; throws on those that it does not know. */
export function fitOptions(args: readonly string[]): FitOptions {
  const said = wordsOf(args);
  const model = said['--model'];
  if (model === undefined) throw new Error(`--model is missing\n\n${FIT_USAGE}`);
  const [gpu, count] = (said['--gpu'] ?? '').split(':');
  const [engine, version] = (said['--engine'] ?? 'vllm').split('@');
  if (!Object.hasOwn(VERSIONS, engine)) throw new Error(`unknown engine ${JSON.stringify(engine)}: known are ${Object.keys(VERSIONS).join(', ')}`);
  if (version !== undefined && !/^[vb]?\d/.test(version)) throw new Error(`--engine needs a version after "@", got ${JSON.stringify(version)}; use for example ${engine}@${VERSIONS[engine]}`);
  if (count === '0') throw new Error('--gpu needs a number of devices from 1 on, got "0"; use for example h100:2');
  return {
    architecture: isFile(model) ? architectureInFile(model, { quantization: said['--quantization'] }) : knownArchitecture(model, said['--quantization']),
    devices: devicesNamed(gpu),
    count: count === undefined ? undefined : wholeNumber('--gpu', count),
    engine,
    version: version ?? VERSIONS[engine],
    context: said['--context'] === undefined ? undefined : wholeNumber('--context', said['--context']),
    concurrency: said['--concurrency'] === undefined ? undefined : wholeNumber('--concurrency', said['--concurrency']),
    dataType: said['--dtype'],
    cacheType: said['--cache-type'],
    utilization: said['--utilization'] === undefined ? undefined : share(said['--utilization']),
    format: args.includes('--json') ? 'json' : args.includes('--svg') ? 'svg' : 'text',
  };
}

function wordsOf(args: readonly string[]): { readonly [option: string]: string | undefined } {
  const said: { [option: string]: string } = {};
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (SWITCHES.includes(word)) continue;
    if (!(VALUES as readonly string[]).includes(word)) throw new Error(`unknown option ${JSON.stringify(word)}\n\n${FIT_USAGE}`);
    const value = args[++at];
    if (value === undefined) throw new Error(`${word} needs a value\n\n${FIT_USAGE}`);
    said[word] = value;
  }
  return said;
}

const isFile = (model: string): boolean => model.endsWith('.json') || existsSync(model);

function wholeNumber(option: string, value: string): number {
  const [, digits, unit] = /^(\d+)([kK]?)$/.exec(value) ?? [];
  const number = Number(digits) * (unit ? 1024 : 1);
  if (number >= 1) return number;
  throw new Error(`${option} needs a whole number from 1 on, got ${JSON.stringify(value)}; use for example 8192, or 8k`);
}

function share(value: string): number {
  const number = Number(value);
  if (number > 0 && number <= 1) return number;
  throw new Error(`--utilization needs a share above 0 and at most 1, got ${JSON.stringify(value)}; use for example 0.9`);
}

/** Devices whose constants are known, or those that a name names: `h100`, `NVIDIA H100`, `l4`. */
function devicesNamed(name: string): readonly AcceleratorRow[] {
  const known = ACCELERATORS.filter(({ resource, mebibytes }) => mebibytes !== undefined && /^(nvidia|amd)\.com\//.test(resource));
  if (name === '') return known;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const exact = known.filter(row => [row.name, row.name.replace(/^\w+ /, '')].some(one => plain(one) === plain(name)));
  const found = exact.length > 0 ? exact : known.filter(row => plain(row.name).includes(plain(name)));
  if (found.length === 0) throw new Error(`unknown GPU ${JSON.stringify(name)}: known are ${known.map(row => row.name).join(', ')}`);
  return found;
}
