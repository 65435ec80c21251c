import { isAtLeast } from '../facts/versions';
import { fileTypeOf } from '../fit/config/file-types';
import { loadsGguf } from '../fit/engines/served-models';
import { allowedInPlaceOf } from '../flags/flag-shape';
import { FlagsOfVersion, FlagTable } from '../flags/flag-table';
import { flagsFile } from '../flags/flags-file';
import { packagedFlags } from '../ground/package-data';
import { meaning, nearest } from '../ground/spelling';
import { SPELLINGS } from '../render/footprint-spellings';
import { DataType } from '../values/data-type';

/** A server, in one version. */
export interface AskedEngine {
  readonly engine: string;
  readonly version: string;
}

/** A server that the command knows. */
interface EngineRow {
  /** The newest version that its constants were read from. */
  readonly newest: string;
  /** The last version whose parser lists its words, where newer ones take any and look them up later. */
  readonly lists?: string;
  /** Types of weights and of the cache that it is told, where `engine-flags/` does not say it. */
  readonly dataTypes?: readonly string[];
  readonly cacheTypes?: readonly string[];
}

const ENGINES: { readonly [engine: string]: EngineRow } = {
  'vllm': { newest: '0.33.0', lists: '0.32.0' },
  'sglang': { newest: '0.5.23' },
  'llama-cpp': { newest: 'b11434' },
  // https://github.com/ollama/ollama envconfig/config.go
  'ollama': { newest: '0.32.15', cacheTypes: ['f16', 'q8_0', 'q4_0', 'f32', 'bf16', 'q4_1', 'iq4_nl', 'q5_0', 'q5_1'] },
  'lmdeploy': { newest: '0.18.0' },
  'tensorrt-llm': { newest: '1.2.1', cacheTypes: ['fp8', 'nvfp4'] }, // https://nvidia.github.io/TensorRT-LLM/commands/trtllm-serve.html
  // https://huggingface.co/docs/text-generation-inference/reference/launcher
  'text-generation-inference': { newest: '3.3.7', dataTypes: ['float16', 'bfloat16'], cacheTypes: ['fp8_e4m3fn', 'fp8_e5m2'] },
  // https://huggingface.co/docs/text-embeddings-inference/cli_arguments
  'text-embeddings-inference': { newest: '1.9.3', dataTypes: ['float16', 'float32', 'bfloat16'] },
};

/** How they are called for short. */
const SHORT: { readonly [plain: string]: string | undefined } = {
  tgi: 'text-generation-inference',
  tei: 'text-embeddings-inference',
  trtllm: 'tensorrt-llm',
  trt: 'tensorrt-llm',
  llama: 'llama-cpp',
};

/** A server by its name in any letters, `vLLM` and `llama.cpp`, or by a short one. */
function engineNamed(name: string): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = Object.keys(ENGINES);
  const found = known.find(one => plain(one) === plain(name)) ?? (Object.hasOwn(SHORT, plain(name)) ? SHORT[plain(name)] : undefined);
  if (found !== undefined) return found;
  throw new Error(`unknown engine ${JSON.stringify(name)}${meaning(nearest(name, known))}: known are ${known.join(', ')}`);
}

/** The server that a word of the command names: `vllm`, `vllm@0.32.0`; throws on others. */
export function askedEngine(word: string): AskedEngine {
  const [, name, version] = /^([^@]*)(?:@(.*))?$/s.exec(word)!;
  const engine = engineNamed(name);
  const { newest } = ENGINES[engine];
  if (version === undefined) return { engine, version: newest };
  if (/^(v?\d+(\.\d+)*([.-]?(post|rc)\d+)?|b\d+)$/.test(version) && version.startsWith('b') === newest.startsWith('b')) {
    return { engine, version: version.replace(/^v/, '') };
  }
  throw new Error(`--engine needs a version after "@", got ${JSON.stringify(version)}; use for example ${engine}@${newest}`);
}

/** The flags of a server in its version; undefined where they are not known. */
export function flagsOfEngine({ engine, version }: AskedEngine): FlagsOfVersion | undefined {
  const file = flagsFile(engine);
  return packagedFlags(file) === undefined ? undefined : FlagTable.read(file).of(version);
}

/** The newest version whose constants are known, where the one that is asked for is newer and has no table of flags that would say so. */
export function newestKnown(asked: AskedEngine): string | undefined {
  const { newest } = ENGINES[asked.engine];
  return flagsOfEngine(asked) !== undefined || isAtLeast(newest, asked.version) ? undefined : newest;
}

/** What the command says of a server, by the member of a plan's request that it becomes. */
type Told = 'dataType' | 'cacheType' | 'utilization' | 'quantization';

const OPTIONS: { readonly [told in Told]: string } = {
  dataType: '--dtype',
  cacheType: '--cache-type',
  utilization: '--utilization',
  quantization: '--quantization',
};

/** The types of weights that an app can say, in its own words: those of `DataType`. */
const DATA_TYPES: readonly string[] = Object.values(DataType);

/** Throws where a server is not told what an option of the command says, or does not take the word. `auto` leaves it to the server. */
export function checkTold(asked: AskedEngine, told: Told, got: string | undefined): void {
  if (got === undefined) return;
  const option = OPTIONS[told];
  if (told === 'quantization') return checkQuantization(asked, got);
  const { words, numbers } = SPELLINGS[asked.engine];
  const flag = told === 'utilization' ? numbers.utilization : words[told];
  if (flag === undefined) throw new Error(`${option} got ${JSON.stringify(got)}, and ${asked.engine} has no such setting; leave ${option} out`);
  const allowed = told === 'utilization' || got === 'auto' ? undefined : allowedWords(asked, told, flag, got);
  if (allowed !== undefined) {
    throw new Error(`${option} got ${JSON.stringify(got)}: ${asked.engine} ${asked.version} takes `
    + `${['auto', ...allowed.filter(word => word !== 'auto')].join(', ')}${told === 'dataType' ? '; give a method of quantization in --quantization' : ''}`);
  }
}

/** What would be taken in place of a word; undefined when it is. */
function allowedWords(asked: AskedEngine, told: 'dataType' | 'cacheType', flag: string, got: string): readonly string[] | undefined {
  const row = ENGINES[asked.engine];
  const said = flagsOfEngine(asked)?.shape(flag);
  const shape = said === undefined || said.choices || row.lists === undefined ? said : flagsOfEngine({ ...asked, version: row.lists })!.shape(flag);
  const choices = shape?.choices ?? (told === 'dataType' ? row.dataTypes : row.cacheTypes) ?? [];
  const known = told === 'dataType' ? DATA_TYPES.filter(type => choices.includes(type)) : choices;
  const isTaken = shape === undefined || told === 'dataType' ? known.includes(got) : allowedInPlaceOf(got, shape) === undefined;
  return isTaken ? undefined : known;
}

/** Servers that read GGUF files among others. */
const READ_GGUF = ['vllm', 'sglang'];

function checkQuantization({ engine }: AskedEngine, got: string): void {
  const isFile = fileTypeOf(got) !== undefined;
  if (loadsGguf(engine) && !isFile) {
    throw new Error(`--quantization got ${JSON.stringify(got)}, and ${engine} loads GGUF files: give the type of the file, such as Q4_K_M, Q8_0 or MXFP4_MOE`);
  }
  if (isFile && !loadsGguf(engine) && !READ_GGUF.includes(engine)) {
    throw new Error(`--quantization got ${JSON.stringify(got)}, the type of a GGUF file, and ${engine} reads none; give a method such as fp8 or awq`);
  }
}
