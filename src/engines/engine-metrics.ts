import { EngineMetric } from './engine-metric';

/**
 * The Prometheus metrics of a server, as its version exposes them: those that autoscalers, alerts and dashboards read. A metric that is left out does
 * not exist in that version, and no object can read it.
 */
export interface EngineMetrics {
  /**
   * Name of the gauge of requests that wait in the queue.
   *
   * @default - the server has none
   */
  readonly waiting?: string;

  /**
   * Name of the gauge of requests that are processed.
   *
   * @default - the server has none
   */
  readonly running?: string;

  /**
   * Name of the gauge of the share of the KV cache in use, 0 to 1.
   *
   * @default - the server has none
   */
  readonly cacheUsage?: string;

  /**
   * Name of the metric of the time that a request takes: a histogram, or a counter of time. `requestTime` has its kind and unit.
   *
   * @default - that of `requestTime`
   */
  readonly latency?: string;

  /**
   * The label of `waiting`, `running` and `cacheUsage` with the served name of the model, for example `model_name`.
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
   * Time that a request waits in the queue.
   *
   * @default - the server has none
   */
  readonly queueTime?: EngineMetric;

  /**
   * Requests that were answered; where the server does not distinguish them, also failed ones.
   *
   * @default - the server has none
   */
  readonly succeeded?: EngineMetric;

  /**
   * Requests that the server failed to answer, without a mistake of the caller.
   *
   * @default - the server has none
   */
  readonly failed?: EngineMetric;

  /**
   * Requests that were refused because the server is overloaded.
   *
   * @default - the server has none
   */
  readonly rejected?: EngineMetric;

  /**
   * Requests that ended before their answer was complete, mostly because the caller disconnected.
   *
   * @default - the server has none
   */
  readonly aborted?: EngineMetric;

  /**
   * Requests that lost their place in the KV cache, and are processed again.
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

/** The end of maintenance of a server by its makers. */
export interface EngineMaintenance {
  /** The statement of its makers. */
  readonly notice: string;

  /** The engine of this library that takes its place. */
  readonly successor: string;

  /** A link to the statement. */
  readonly source: string;
}
