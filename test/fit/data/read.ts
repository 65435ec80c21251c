/*
 * The data of this folder, as tests read it. Where the files are from, and under which licence, is said in each.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json, JsonObject } from '../../../src/ground/objects';

/** Read, not imported: the compiler would make types of all of it. */
function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), 'utf8')) as T;
}

const aiconfigurator = read<Collection>('aiconfigurator');
const ome = read<Collection>('ome');
const { counts } = read<{ readonly counts: { readonly [name: string]: Counted } }>('parameters');
const { models } = read<{ readonly models: { readonly [name: string]: Omit<Asked, 'name'> } }>('vllm-0.32.0');
const { hardware, recipes } = read<{ readonly hardware: typeof HARDWARE; readonly recipes: { readonly [model: string]: Omit<Recipe, 'model'> } }>('recipes');

/** A configuration that a hub has. */
export interface RealConfiguration {
  /** The collection, and the name in it. */
  readonly name: string;
  readonly config: Json;
  /** `hf_quant_config.json`, where the configuration does not have it. */
  readonly quantization?: Json;
  /** What transformers builds of it; undefined where it does not know the model. */
  readonly counted?: Counted;
}

/** Parameters, all and by family. */
export interface Counted {
  readonly total: number;
  readonly families: { readonly [family: string]: number };
}

/** A model that the real vLLM was asked about, and its answer. */
export interface Asked {
  readonly name: string;
  readonly config: Json;
  readonly arguments: EngineArguments;
  readonly weights?: string;
  readonly answer: EngineAnswer;
}

/** Arguments of the engine. */
export interface EngineArguments {
  readonly max_model_len: number;
  readonly kv_cache_memory_bytes: number;
  readonly block_size?: number;
  readonly kv_cache_dtype?: string;
}

/** What the engine says of its memory. */
export interface EngineAnswer {
  readonly blocks: number;
  readonly groups: readonly { readonly layers: number; readonly kind: string; readonly blockSize: number; readonly pageBytes: number }[];
  /** Bytes of all parameters that it holds. */
  readonly weightBytes: number;
}

/** A recipe of vLLM. */
export interface Recipe {
  readonly model: string;
  readonly parameters?: string;
  readonly verified?: readonly string[];
  readonly strategies?: readonly string[];
  readonly variants?: { readonly [name: string]: Variant };
}

/** One checkpoint of a recipe. */
export interface Variant {
  readonly model_id?: string;
  readonly precision: string;
  readonly vram_minimum_gb: number;
  readonly supported_hardware?: readonly string[];
}

type Collection = { readonly models: { readonly [name: string]: { readonly config: object; readonly quantization?: object } } };

/** Every real configuration. */
export const CONFIGURATIONS: readonly RealConfiguration[] = Object.entries({ aiconfigurator, ome }).flatMap(([collection, { models: all }]) =>
  Object.entries(all).map(([model, { config, quantization }]) => {
    const name = `${collection} ${model}`;
    return { name, config: expanded(config) as Json, quantization: expanded(quantization) as Json | undefined, counted: counts[name] };
  }));

/** One of them, by its collection and name. */
export function configuration(name: string): RealConfiguration {
  const found = CONFIGURATIONS.find(each => each.name === name);
  if (found === undefined) throw new Error(`there is no configuration ${name}`);
  return found;
}

/** What vLLM's modules have on one rank of a model of full size, without its quantization. */
interface RankAsked {
  readonly configuration: RealConfiguration;
  readonly ranks: number;
  /** Memory for the cache of a rank. */
  readonly cacheBytes: number;
  readonly answer: { readonly weightBytes: number; readonly blocks: number };
}

/** What vLLM 0.32.0 was asked of single ranks. */
export const RANKS: readonly RankAsked[] = read<{ readonly ranks: readonly (Omit<RankAsked, 'configuration'> & { readonly model: string })[] }>('vllm-0.32.0-ranks')
  .ranks.map(({ model, ...rest }) => ({ configuration: configuration(model), ...rest }));

/** Blocks that vLLM's modules say for drawn configurations. */
export const DRAWN = read<{
  readonly cacheBytes: number;
  readonly drawn: readonly { readonly seed: number; readonly ranks: number; readonly blocks: number }[];
}>('vllm-0.32.0-drawn');

/** A configuration of weights that nothing quantizes: what a CPU cannot run is asked for in bfloat16. */
export function withoutQuantization(config: Json): Json {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return config;
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'quantization_config').map(([key, value]) => [key, withoutQuantization(value)]));
}

/** What llama.cpp prints, in MiB with two digits. */
export interface LlamaCppAnswer {
  /** Of the file. */
  readonly weights: number;
  /** Of all caches: keys and values, and states. */
  readonly cache: number;
  /** Of the buffers that one step computes in. */
  readonly compute: number;
}

/** What llama.cpp b11434 said, by the names of questions. */
export const LLAMA_CPP_ANSWERS = read<{ readonly answers: { readonly [question: string]: LlamaCppAnswer } }>('llama-cpp-b11434').answers;

/** Sizes of files in MiB that llama.cpp b11434 said, by the names of models and types. */
export const GGUF_SIZES = read<{ readonly sizes: { readonly [model: string]: { readonly [type: string]: number } } }>('gguf-b11434').sizes;

/** What vLLM 0.32.0 was asked. */
export const ASKED: readonly Asked[] = Object.entries(models).map(([name, asked]) => ({ name, ...asked }));

/** vLLM's recipes, and the nodes that they name: devices, and the memory of all together. */
export const RECIPES: readonly Recipe[] = Object.entries(recipes).map(([model, recipe]) => ({ ...recipe, model: model.replace(/( \+)+$/, '') }));
export const HARDWARE: { readonly [name: string]: { readonly count: number; readonly gigabytes: number } } = hardware;

/** Names with `[first-last]` in them stand for as many names: the files would have 6 MB without. */
function expanded(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap(item => (typeof item === 'string' ? names(item) : [expanded(item)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => names(key).map(name => [name, expanded(item)])));
}

function names(pattern: string): string[] {
  const range = /\[(\d+)-(\d+)\]/.exec(pattern);
  if (range === null) return [pattern];
  const [from, to] = [Number(range[1]), Number(range[2])];
  const [before, after] = [pattern.slice(0, range.index), pattern.slice(range.index + range[0].length)];
  return Array.from({ length: to - from + 1 }, (_none, index) => names(`${before}${from + index}${after}`)).flat();
}

/** A model with the billions of parameters that its card says. */
export interface Card {
  readonly billions: number;
  readonly config: Json;
}

/** Models of 2025 and 2026, by name. */
export const CARDS = Object.entries(read<{ readonly models: { readonly [name: string]: Card } }>('cards').models);

/** A command of a guide of vLLM, on devices that its heading names. */
export interface RecipeCommand {
  readonly model: string;
  readonly device: string;
  readonly count: number;
  readonly args: string;
}

export const RECIPE_COMMANDS: readonly RecipeCommand[] = read<{ readonly commands: readonly (readonly [string, string, number, string, string])[] }>('recipe-commands').commands
  .map(([model, device, count, args]) => ({ model, device, count, args }));

/** Files of a model that somebody published, in gigabytes by their types. */
export interface PublishedFiles {
  readonly sources: readonly string[];
  /** A configuration, or where one is. */
  readonly config: string | Json;
  readonly gigabytes: { readonly [type: string]: number };
}

/** GGUF files that people published, by the names of models. */
export const PUBLISHED_GGUF = Object.entries(read<{ readonly models: { readonly [model: string]: PublishedFiles } }>('published-gguf').models);

/** A set-up that its maker publishes, by where the configuration of the model is, and how its weights are quantized where that does not say it. */
export interface PublishedSetup {
  readonly model: string;
  readonly config: string | Json;
  readonly said: string | null;
  readonly device: string;
  readonly count: number;
  /** Arguments of the server, and its version. */
  readonly args?: string;
  readonly version?: string;
}

type CookbookRow = readonly [version: string, model: string, config: string, said: string | null, device: string, count: number, args: string];
type NimRow = readonly [page: string, model: string, config: string | Json, said: string | null, device: string, count: number];

/** Configurations of the cookbook of SGLang. */
export const SGLANG_COOKBOOK: readonly PublishedSetup[] = read<{ readonly commands: readonly CookbookRow[] }>('sglang-cookbook').commands
  .map(([version, model, config, said, device, count, args]) => ({ version, model, config, said, device, count, args }));

/** Profiles of NVIDIA NIM. */
export const NIM_PROFILES: readonly PublishedSetup[] = read<{ readonly profiles: readonly NimRow[] }>('nim').profiles
  .map(([, model, config, said, device, count]) => ({ model, config, said, device, count }));

/** A kind of model as transformers has it by default. */
export interface DefaultKind {
  readonly class: string;
  /** Parameters of its modules; undefined where it cannot be built from what it has by default. */
  readonly total?: number;
  readonly config: Json;
}

/** All kinds of transformers 5.19.0 that generate text, by their `model_type`. */
export const DEFAULT_KINDS = Object.entries(read<{ readonly kinds: { readonly [modelType: string]: DefaultKind } }>('transformers-5.19.0').kinds)
  .map(([modelType, kind]) => [modelType, { ...kind, config: unrolled(kind.config) as Json }] as const);

/** Small configurations of kinds of transformers 5.19.0 whose numbers are not those of the class, and the parameters of its modules. */
export const ODD_KINDS = Object.entries(read<{
  readonly kinds: { readonly [modelType: string]: { readonly total: number; readonly config: Json } };
}>('transformers-5.19.0-odd').kinds);

/** Parameters of those without one member, or with null in its place, by kind and by the path of the member. */
export const LEFT_OUT = Object.entries(read<{ readonly kinds: { readonly [modelType: string]: LeftOut } }>('transformers-5.19.0-left-out').kinds);

type LeftOut = { readonly [how in 'left out' | 'null']?: { readonly [path: string]: number } };

/** Small configurations, what vLLM's modules hold of them, and how many blocks its code makes of so much memory. */
export const SMALL_MODELS = Object.entries(read<{
  readonly models: { readonly [name: string]: SmallModel };
}>('vllm-0.32.0-small').models);

/** A small model, quantized in several ways, and what vLLM's modules hold of it. */
export const QUANTIZED_MODELS = Object.entries(read<{
  readonly quantizations: { readonly [name: string]: { readonly weightBytes: number; readonly quantization: Json } };
}>('vllm-0.32.0-quantized').quantizations).map(([name, { weightBytes, quantization }]) => (
  { name, weightBytes, config: { ...read<{ readonly config: JsonObject }>('vllm-0.32.0-quantized').config, quantization_config: quantization } }
));

interface SmallModel {
  readonly config: Json;
  readonly cacheBytes: number;
  readonly weightBytes: number;
  readonly blocks: number;
  /** The same of one of two ranks. */
  readonly onTwo?: { readonly weightBytes: number; readonly blocks: number };
}

interface Rolled {
  readonly runs?: readonly (readonly [number, unknown])[];
  readonly every?: readonly unknown[];
  readonly length?: number;
}

/** Lists of layers are kept as runs, or as what comes again and again. */
function unrolled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unrolled);
  if (typeof value !== 'object' || value === null) return value;
  const { runs, every, length } = value as Rolled;
  if (runs) return runs.flatMap(([times, item]) => Array.from({ length: times }, () => item));
  if (every) return Array.from({ length: length! }, (_none, index) => every[index % every.length]);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unrolled(item)]));
}
