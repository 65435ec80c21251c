/** What a server measures of itself, by the factory that scales by it. */
export interface Signal {
  /** The factory of `Scaling`. */
  readonly factory: string;
  /** What it counts, in words. */
  readonly words: string;
  /** The metrics that are added up, by their name in `EngineMetrics`. */
  readonly metrics: readonly ('waiting' | 'running' | 'cacheUsage')[];
  /** Those that are added where the server has them: one that does not tell them apart counts both as one. */
  readonly besides?: readonly ('waiting' | 'running' | 'cacheUsage')[];
  /** How several series of one Pod are put together: each rank of a parallel server has its own. */
  readonly within: 'sum' | 'avg';
}

export const QUEUE: Signal = { factory: 'byQueue', words: 'requests that wait', metrics: ['waiting'], within: 'sum' };
export const CONCURRENCY: Signal = { factory: 'byConcurrency', words: 'requests that run or wait', metrics: ['running'], besides: ['waiting'], within: 'sum' };
export const CACHE_USE: Signal = { factory: 'byCacheUse', words: 'the share of the KV cache in use', metrics: ['cacheUsage'], within: 'avg' };

/** All of them, in the order in which messages offer them. */
export const SIGNALS: readonly Signal[] = [QUEUE, CONCURRENCY, CACHE_USE];
