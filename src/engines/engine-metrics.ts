import { EngineMetric } from './engine-metric';

/**
 * The Prometheus metrics of a server, as its version exposes them: those that autoscalers, alerts and dashboards read. What is left out does not exist
 * in that version, and nothing that reads it can be written.
 */
export interface EngineMetrics {
  /**
   * Requests that wait for their turn: the name of a gauge.
   *
   * @default - the server has none
   */
  readonly waiting?: string;

  /**
   * Requests that are worked on: the name of a gauge.
   *
   * @default - the server has none
   */
  readonly running?: string;

  /**
   * Share of the KV cache that is in use, 0 to 1: the name of a gauge.
   *
   * @default - the server has none
   */
  readonly cacheUsage?: string;

  /**
   * Name of the metric of the time that a request takes: a histogram, or a counter of time. `requestTime` says how it is meant.
   *
   * @default - that of `requestTime`
   */
  readonly latency?: string;

  /**
   * The label of `waiting`, `running` and `cacheUsage` that has the name under which the model is served, for example `model_name`.
   *
   * @default - they have no such label
   */
  readonly modelLabel?: string;

  /**
   * Time from a request to the first token of its answer.
   *
   * @default - the server has none
   */
  readonly timeToFirstToken?: EngineMetric;

  /**
   * Time from one token of an answer to the next.
   *
   * @default - the server has none
   */
  readonly interTokenLatency?: EngineMetric;

  /**
   * Time from a request to the end of its answer.
   *
   * @default - the server has none
   */
  readonly requestTime?: EngineMetric;

  /**
   * Time that a request waits for its turn.
   *
   * @default - the server has none
   */
  readonly queueTime?: EngineMetric;

  /**
   * Requests that were answered; where the server does not tell them apart, those that failed too.
   *
   * @default - the server has none
   */
  readonly succeeded?: EngineMetric;

  /**
   * Requests that the server failed to answer, through no fault of who asked.
   *
   * @default - the server has none
   */
  readonly failed?: EngineMetric;

  /**
   * Requests that were refused because the server has enough to do.
   *
   * @default - the server has none
   */
  readonly rejected?: EngineMetric;

  /**
   * Requests that ended before their answer was whole, mostly because who asked left.
   *
   * @default - the server has none
   */
  readonly aborted?: EngineMetric;

  /**
   * Requests that had to give up their place in the KV cache, and are worked on again.
   *
   * @default - the server has none
   */
  readonly preempted?: EngineMetric;

  /**
   * Tokens of prompts: a counter, or a histogram of the tokens of each request.
   *
   * @default - the server has none
   */
  readonly promptTokens?: EngineMetric;

  /**
   * Tokens of prompts that were found in the prefix cache.
   *
   * @default - the server has none
   */
  readonly cachedTokens?: EngineMetric;

  /**
   * Tokens of answers: a counter, or a histogram of the tokens of each request.
   *
   * @default - the server has none
   */
  readonly generatedTokens?: EngineMetric;
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
