import { Architecture, Layer, LayerCache, StateCache, TokenCache } from './architecture';
import { headsOf } from './cache-kinds';
import { CacheNumbers } from './cache-types';
import { bitsOfType } from './data-types';
import { shareOf, stagesOf } from './parameters';

/** What decides the pages of a cache, beside the model. */
export interface PageOptions {
  readonly numbers: CacheNumbers;
  readonly dataType: string;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Stages and types are those of llama.cpp. */
  readonly layered?: boolean;
  /** The part of a state that is carried from token to token is of 32 bits, where the model does not say it. */
  readonly recurrentInFloat: boolean;
  /** States are of 32 bits, all of them. */
  readonly statesInFloat?: boolean;
  /** Keys and values are padded to whole multiples of so many numbers, but for those of 64. */
  readonly lanes?: number;
  /** Layers that draft tokens, on the last stage. */
  readonly draftLayers?: readonly Layer[];
  /** They have no fewer bytes of a token than layers of the model have in the middle. */
  readonly draftsAlike?: boolean;
}

/** What one layer keeps: bytes of a token, or of a sequence. */
export interface Page {
  readonly cache: LayerCache;
  /** Bytes of one token, before a block is made of it. */
  readonly tokenBytes: number;
  /** Bytes of a state. */
  readonly stateBytes: number;
  readonly window?: number;
  readonly chunk?: number;
  readonly encoded?: number;
}

/** The pages of each stage of a pipeline, as one rank has them. */
export function pagesOfStages(architecture: Architecture, options: PageOptions): readonly (readonly Page[])[] {
  const pagesOf = (some: readonly Layer[]) => some.flatMap(({ caches }) => caches.map(cache => pageOf(cache, options)));
  const stages = stagesOf(architecture, options);
  return stages.map((stage, index) => {
    const pages = pagesOf(stage);
    return index === stages.length - 1 ? [...pages, ...draftPages(pages, pagesOf(options.draftLayers ?? []), options)] : pages;
  });
}

/** SGLang divides its memory as if layers that draft were like those of the model. python/sglang/srt/model_executor/pool_configurator.py */
function draftPages(pages: readonly Page[], drafts: readonly Page[], { draftsAlike }: PageOptions): readonly Page[] {
  const kept = pages.filter(({ tokenBytes: bytes }) => bytes > 0);
  const mean = kept.reduce((sum, { tokenBytes: bytes }) => sum + bytes, 0) / kept.length;
  if (!draftsAlike || kept.length === 0) return drafts;
  return drafts.map(page => (page.tokenBytes > 0 ? { ...page, tokenBytes: Math.max(page.tokenBytes, mean) } : page));
}

function pageOf(cache: LayerCache, options: PageOptions): Page {
  if (cache.kind === 'state') return { cache, tokenBytes: 0, stateBytes: stateBytes(cache, options) };
  return { cache, tokenBytes: tokenBytes(cache, options), stateBytes: 0, window: cache.window, chunk: cache.chunk, encoded: cache.encoded };
}

/** Bytes of a token in one layer on one rank. */
function tokenBytes(cache: TokenCache, { numbers, tensorParallel, lanes, layered }: PageOptions): number {
  const entries = 1 / (cache.tokensPerEntry ?? 1);
  if (cache.fixedBytes !== undefined && !layered) return cache.fixedBytes * entries; // llama.cpp has its types for all: src/llama-kv-cache-dsa.cpp
  if (cache.packed !== undefined && !layered && numbers.bits <= 8) return numbers.bits === 8 ? cache.packed.inEight : cache.packed.inFour;
  const elements = lanes === undefined || cache.latent || cache.elements === 128 ? cache.elements : 2 * lanes * Math.ceil(cache.elements / 2 / lanes);
  return headsOf(cache, tensorParallel) * (elements * numbers.bits / 8 + numbers.besideEach) * entries;
}

/**
 * Bytes of a state on one rank. On a CPU vLLM keeps the recurrent part in 32 bits, SGLang everywhere. https://github.com/vllm-project/vllm
 * vllm/platforms/cpu.py, https://github.com/sgl-project/sglang python/sglang/srt/configs/mamba_utils.py
 */
function stateBytes({ states }: StateCache, { dataType, tensorParallel, recurrentInFloat, statesInFloat }: PageOptions): number {
  const plain = Math.min(2, bitsOfType(dataType) / 8);
  return states.reduce((sum, { elements, parts, bytes, recurrent }) => (
    sum + elements * shareOf(parts, tensorParallel) * (statesInFloat ? 4 : bytes ?? (recurrent && recurrentInFloat ? 4 : plain))
  ), 0);
}
