import { Architecture, Layer } from './architecture';
import { CacheGroup, CacheLayout } from './cache-layout';
import { pagesOfStages } from './cache-pages';
import { cacheNumbers } from './cache-types';
import { keepsApart } from './engines/kept-states';
import { ownPools } from './engines/own-pools';
import { hasVllm, loadsGguf } from './engines/served-models';
import { vllmLayouts } from './engines/vllm-cache';

/** What decides the size of a cache, beside the model. */
export interface CacheOptions {
  /** vllm, sglang, …; each has its own pages. */
  readonly engine: string;
  readonly version: string;
  /** `--kv-cache-dtype`: auto, fp8, …. */
  readonly cacheType: string;
  /** The type that `auto` stands for. */
  readonly dataType: string;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly contextParallel: number;
  /** Tokens of a block, where it is said. */
  readonly blockSize?: number;
  /** Tokens that one step computes; a window keeps them beside its own. */
  readonly maxBatchedTokens: number;
  /** The longest sequence; vLLM gives a model without attention blocks of this length. */
  readonly maxModelLen?: number;
  /** CPU or accelerator: the block size differs. */
  readonly onCpu: boolean;
  /** What is known of a device whose constants are not. */
  readonly unmeasured?: { readonly lanes?: number };
  /** Layers that draft tokens, and keep a cache as well. */
  readonly draftLayers?: readonly Layer[];
  /** Tokens that are drafted at once. */
  readonly draftTokens?: number;
  /** vLLM may keep all tokens of layers with windows, as its older engine did. */
  readonly olderEngine?: boolean;
  /** vLLM is told to wait for each step before it begins the next one. */
  readonly synchronous?: boolean;
  /** Prefixes are said not to be cached; SGLang then has a state for each of as many sequences as it is told to take. */
  readonly noPrefixes?: boolean;
  readonly sequencesAreOpen?: boolean;
  /** Count what a server keeps at the least, where it is not known what it drops behind a window. */
  readonly atLeast?: boolean;
}

/** The layout of the cache on the fullest rank; undefined where the model keeps nothing, or the type of the cache is not known. */
export function cacheLayout(architecture: Architecture, options: CacheOptions): CacheLayout | undefined {
  const numbers = cacheNumbers(options.cacheType, options.dataType);
  if (numbers === undefined || architecture.task === 'encode') return undefined;
  const inFloat = loadsGguf(options.engine); // llama.cpp keeps states in 32 bits
  const pageOptions = {
    ...options,
    numbers,
    layered: inFloat,
    draftsAlike: options.engine === 'sglang',
    statesInFloat: inFloat,
    recurrentInFloat: options.onCpu || options.engine === 'sglang',
    lanes: options.unmeasured?.lanes,
  };
  const isApart = keepsApart(options.engine); // states that are not in blocks
  const stages = pagesOfStages(architecture, pageOptions)
    .map(pages => pages.filter(({ stateBytes }) => !isApart || stateBytes === 0))
    .filter(pages => pages.length > 0);
  const layouts = hasVllm(options.engine) ? vllmLayouts(stages, options) : stages.map(pages => ownPools(pages, architecture.modelType, options));
  const isMore = (one: CacheLayout, most?: CacheLayout) => most === undefined || one.bytesPerBlock > most.bytesPerBlock;
  return layouts.reduce<CacheLayout | undefined>((most, one) => (isMore(one, most) ? one : most), undefined);
}

/** Bytes of one more token of a long sequence on one rank: layers with windows and states add none. */
export const cacheBytesPerToken = (architecture: Architecture, options: CacheOptions): number => (
  bytesPerToken(cacheLayout(architecture, options), options.contextParallel)
);

/** The same of a layout that is known. */
export function bytesPerToken(layout: CacheLayout | undefined, contextParallel: number): number {
  if (layout === undefined) return 0;
  const growing = layout.groups.filter(({ window, chunk, encoded, isState }) => (window ?? chunk ?? encoded) === undefined && !isState);
  const bytes = ({ layers, pageBytes, blockSize }: CacheGroup) => (layout.shared ? layout.bytesPerBlock : layers * pageBytes) / blockSize;
  return growing.reduce((sum, group) => sum + bytes(group), 0) * (1 + (layout.stateShare ?? 0)) / contextParallel;
}

/** Blocks of the pool that so much memory has room for. */
export function blocks(layout: CacheLayout, bytes: number): number {
  return Math.max(0, Math.floor(bytes / (1 + (layout.stateShare ?? 0)) / layout.bytesPerBlock));
}

/** Blocks that one sequence of so many tokens takes, of all groups together. */
export function blocksOfSequence(layout: CacheLayout, tokens: number, options: Pick<CacheOptions, 'maxBatchedTokens' | 'contextParallel'>): number {
  return layout.groups.reduce((sum, group) => sum + blocksOfGroup(group, layout, tokens, options), 0);
}

/** Bytes that one sequence of so many tokens takes. */
export function bytesOfSequence(layout: CacheLayout, tokens: number, options: Pick<CacheOptions, 'maxBatchedTokens' | 'contextParallel'>): number {
  if (layout.shared) return blocksOfSequence(layout, tokens, options) * layout.bytesPerBlock;
  const { groups, shortTokens, stateShare } = layout;
  const taken = shortTokens === undefined ? tokens : Math.max(tokens, Math.min(tokens, shortTokens.window) / shortTokens.share);
  const bytesOf = (some: readonly CacheGroup[]) => (
    some.reduce((sum, group) => sum + blocksOfGroup(group, layout, taken, options) * group.layers * group.pageBytes, 0)
  );
  if (stateShare === undefined) return bytesOf(groups);
  const states = bytesOf(groups.filter(({ isState }) => isState));
  return Math.max(bytesOf(groups.filter(({ isState }) => !isState)), states / stateShare) * (1 + stateShare);
}

/**
 * A window keeps what it looks back on and what steps in flight compute; it may begin within a block. https://github.com/vllm-project/vllm
 * vllm/v1/kv_cache_interface.py
 */
function blocksOfGroup(
  { blockSize, window, chunk, encoded, isState }: CacheGroup, { blocksPerState, shared, steps = 1 }: CacheLayout, tokens: number,
  { maxBatchedTokens, contextParallel }: Pick<CacheOptions, 'maxBatchedTokens' | 'contextParallel'>,
): number {
  const computed = steps * maxBatchedTokens;
  if (isState) return blocksPerState;
  if (encoded !== undefined) return Math.ceil(encoded / blockSize);
  if (window !== undefined) return Math.ceil(Math.min(window + computed - (shared ? 1 : 0), tokens) / blockSize) + (shared ? 1 : 0);
  if (chunk !== undefined) return Math.ceil(Math.min(chunk + computed, tokens) / blockSize);
  return Math.ceil(tokens / (blockSize * contextParallel));
}
