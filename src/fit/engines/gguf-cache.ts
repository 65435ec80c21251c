import { Range } from './engine-memory';
import { AskedFlash, cacheTypes, hasFlash, isQuantized, mayTurnOff } from './gguf-flash';
import { loadsGguf } from './served-models';
import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';
import { isLatent, widestToken } from '../cache-kinds';

/*
 * Types of the cache of llama.cpp, and of Ollama, which hands them to it. https://github.com/ggml-org/llama.cpp src/llama-context.cpp
 * (llama_init_from_model), https://github.com/ollama/ollama llm/server.go (before 0.30.0), llm/llama_server.go
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly cacheType?: string;
  readonly keyType?: string;
  readonly valueType?: string;
  readonly flashAttention?: boolean;
}

/** Numbers of a type that share a scale: a head has to be a whole multiple of them. */
const BLOCK = 32;

/** Types that Ollama took before it left them to llama.cpp. */
const OF_OLLAMA = ['f16', 'q8_0', 'q4_0'];

/** Kinds of models that it did not compute with flash attention; nor those whose keys and values differ in size, as latent attention has them. */
const WITHOUT_FLASH = /^(gemma2|grok)/;

/** The type that Ollama really takes: before 0.30.0 it ignores those that it does not know, and quantized ones without flash attention. */
export function ollamaCacheType({ engine, version, architecture, cacheType, flashAttention = true }: Asked): string | undefined {
  if (engine !== 'ollama' || cacheType === undefined || isAtLeast(version, '0.30.0')) return cacheType;
  const isTaken = OF_OLLAMA.includes(cacheType) && (flashAttention || !isQuantized(cacheType));
  return isTaken && !(isQuantized(cacheType) && (WITHOUT_FLASH.test(architecture.modelType) || isLatent(architecture))) ? cacheType : 'f16';
}

/** The same, with what it computes at once, and what all sequences may have. */
interface AskedBatch extends AskedFlash {
  readonly maxBatchedTokens: number;
  readonly maxModelLen: number;
  readonly concurrency: number;
  readonly count: number;
  readonly onCpu: boolean;
}

/**
 * Scores of each token of a batch for each one of the whole context, in each head, of one layer at a time: without flash attention they are in memory, as in
 * llama.cpp before it chose it, and perhaps in Ollama before 0.30.0 and where there may be no kernel. An encoder has those of a batch alone.
 */
export function ggufScores(request: AskedBatch): Range | undefined {
  const { engine, version, architecture: { task, heads }, maxBatchedTokens, maxModelLen, concurrency, flashAttention } = request;
  if (!loadsGguf(engine)) return undefined;
  const lacks = engine === 'ollama' ? flashAttention !== true && !isAtLeast(version, '0.30.0') : !hasFlash(request);
  const isEncoder = task === 'encode';
  if (!lacks && !isEncoder && !mayTurnOff(request)) return undefined;
  const seen = isEncoder ? Math.min(maxBatchedTokens, maxModelLen) : maxModelLen * concurrency;
  const bytes = Math.min(maxBatchedTokens, seen) * seen * heads * 4;
  const isSure = engine === 'llama-cpp' && lacks && !isEncoder;
  return { least: isSure ? bytes : 0, likely: isSure ? bytes : bytes / 2, most: engine === 'llama-cpp' && !isEncoder ? 1.3 * bytes : bytes };
}

/** Copies of the inputs of a graph, where several devices compute one batch after another. ggml/src/ggml-backend.cpp (GGML_SCHED_MAX_COPIES) */
const COPIES = 4;

/** Which token of a batch sees which of the context: numbers of 32 bits, and of 16 once more; in newer builds perhaps of 16 alone. */
export function ggufMask({ engine, architecture: { task }, maxBatchedTokens, maxModelLen, concurrency, count }: AskedBatch): Range | undefined {
  if (!loadsGguf(engine) || task === 'encode') return undefined;
  const [one, all] = [maxModelLen, maxModelLen * concurrency].map(seen => Math.min(maxBatchedTokens, seen) * seen);
  return { least: 0, likely: 4 * one, most: (2 + 4 * (count > 1 ? COPIES : 1)) * all };
}

/** Keys and values of one layer in f16, where the cache has another type. */
export function unpackedCache(request: AskedBatch): Range | undefined {
  const { engine, architecture: { layers, task }, maxModelLen, concurrency, onCpu } = request;
  if (!loadsGguf(engine) || task === 'encode' || onCpu || cacheTypes(request).every(type => type === 'f16')) return undefined;
  const most = 2 * widestToken(layers) * maxModelLen * concurrency;
  return { least: 0, likely: most / 2, most };
}

/** What llama.cpp refuses of the types of its cache when it starts; undefined where it does not. */
export function refusedCache(request: Asked): string | undefined {
  const { engine, version, architecture: { name, layers }, keyType, valueType } = request;
  if (engine !== 'llama-cpp') return undefined;
  if (isQuantized(valueType) && !hasFlash(request)) {
    return `the type of values in the cache is ${valueType}, and llama.cpp ${version} takes quantized ones with flash attention alone (--flash-attn)`;
  }
  const type = [keyType, valueType].find(isQuantized);
  const odd = layers.flatMap(({ caches }) => caches).find(cache => cache.kind === 'tokens' && cache.elements / 2 % BLOCK !== 0);
  return type !== undefined && hasFlash(request) && odd?.kind === 'tokens' && odd.latent !== true
    ? `the type of the cache is ${type}, with one scale for ${BLOCK} numbers, which do not divide the ${odd.elements / 2} of a head of ${name}`
    : undefined;
}

/**
 * What newer builds leave free on each device (`--fit-target`): with less they shorten a context that nobody says, and Ollama, which says it, has
 * layers on the host. https://github.com/ggml-org/llama.cpp/pull/16653, https://github.com/ollama/ollama llm/llama_server.go
 */
export function keptFree(request: AskedBatch & { readonly contextIsOpen: boolean }): Range | undefined {
  const { engine, version, contextIsOpen, onCpu } = request;
  const keeps = engine === 'ollama' ? isAtLeast(version, '0.30.0') : engine === 'llama-cpp' && contextIsOpen && isAtLeast(version, 'b7500');
  return keeps && !onCpu ? { least: 0, likely: 0, most: 1024 ** 3 } : undefined;
}

/**
 * A matrix that is turned into 16 bits whenever a batch is computed, on devices that multiply 16 bits faster: a V100, and some of AMD's. Kernels for
 * quantized numbers take the others. ggml/src/ggml-cuda/mmq.cu (ggml_cuda_should_use_mmq)
 */
export function plainMatrix({ engine, architecture: { layers, quantization }, device: { name, resource = '' } }: AskedBatch): Range | undefined {
  const turns = /\bV100\b/.test(name) || resource.startsWith('amd.com/');
  if (!loadsGguf(engine) || quantization === undefined || !turns) return undefined;
  const largest = [...new Set(layers)].flatMap(({ tensors }) => tensors).reduce((size, { rows, columns }) => Math.max(size, rows * columns), 0);
  const most = 2 * largest;
  return { least: 0, likely: most / 2, most };
}
