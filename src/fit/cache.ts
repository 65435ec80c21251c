import { Architecture } from './architecture';

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
  /** CPU or accelerator: the block size differs. */
  readonly onCpu: boolean;
}

/** The layers of one rank that share a table of blocks. */
export interface CacheGroup {
  readonly layers: number;
  readonly blockSize: number;
  readonly pageBytes: number;
  readonly window?: number;
  readonly chunk?: number;
  /** A state: one block for each sequence, however long it is. */
  readonly isState: boolean;
}

/** How a server lays out its cache. */
export interface CacheLayout {
  readonly groups: readonly CacheGroup[];
  /** Bytes of one block of the pool, of all layers that share it. */
  readonly bytesPerBlock: number;
}

/** Bytes of one more token of a long sequence on one rank: layers with windows and states add none. */
export function cacheBytesPerToken(_architecture: Architecture, _options: CacheOptions): number {
  throw new Error('not yet');
}

/** The layout of the cache on the fullest rank; undefined where the model keeps nothing. */
export function cacheLayout(_architecture: Architecture, _options: CacheOptions): CacheLayout | undefined {
  throw new Error('not yet');
}

/** Blocks of the pool that so much memory has room for. */
export function blocks(layout: CacheLayout, bytes: number): number {
  return Math.floor(bytes / layout.bytesPerBlock);
}

/** Blocks that one sequence of so many tokens takes. */
export function blocksOfSequence(_layout: CacheLayout, _tokens: number, _options: Pick<CacheOptions, 'maxBatchedTokens' | 'contextParallel'>): number {
  throw new Error('not yet');
}
