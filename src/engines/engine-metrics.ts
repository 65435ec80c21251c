/**
 * Names of the Prometheus metrics that say how busy a server is, as its version exposes them: those that autoscalers and alerts read.
 * A name that is left out does not exist.
 */
export interface EngineMetrics {
  /**
   * Requests that wait for their turn.
   *
   * @default - the server has none
   */
  readonly waiting?: string;

  /**
   * Requests that are worked on.
   *
   * @default - the server has none
   */
  readonly running?: string;

  /**
   * Share of the KV cache that is in use, 0 to 1.
   *
   * @default - the server has none
   */
  readonly cacheUsage?: string;

  /**
   * Time that a request takes, for alerts: a histogram, or a counter of time.
   *
   * @default - the server has none
   */
  readonly latency?: string;
}

/** That a server is no longer maintained by its makers. */
export interface EngineMaintenance {
  /** The statement of its makers. */
  readonly notice: string;

  /** The engine of this library that takes its place. */
  readonly successor: string;

  /** Where they say it: a link. */
  readonly source: string;
}
