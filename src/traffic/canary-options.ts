import { Duration } from 'cdk8s';
import { SwitchOptions } from '../values/switch-options';

/** The shares of two versions, in percent; of one alone the other has the rest. */
export interface TrafficSplit {
  /**
   * That of the first route of a match.
   *
   * @default - the rest; not recorded
   */
  readonly stable?: number;

  /**
   * That of the second route of the same match.
   *
   * @default - the rest; not recorded
   */
  readonly canary?: number;
}

/** A metric that would have to be measured for the canary to go on. It is recorded: no object of Gateway API measures (`canary-not-analysed`). */
export interface CanaryAnalysis {
  /**
   * Requests that have to succeed, in percent: a whole number.
   *
   * @default - not recorded
   */
  readonly threshold?: number;

  /**
   * Time between two looks.
   *
   * @default - not recorded
   */
  readonly interval?: Duration;

  /**
   * Requests that have to succeed, in percent.
   *
   * @default - not recorded
   */
  readonly successRate?: number;

  /**
   * Requests that may fail, in percent.
   *
   * @default - not recorded
   */
  readonly errorRate?: number;

  /**
   * Time in which 95 of 100 requests have to be answered.
   *
   * @default - not recorded
   */
  readonly latencyP95?: Duration;
}

/** A measurement at which a canary would have to be taken back. */
export interface RollbackCondition {
  /** Name of the metric. */
  readonly metric: string;

  /** The value from which on. */
  readonly threshold: number;

  /**
   * For how long.
   *
   * @default - not recorded
   */
  readonly duration?: Duration;
}

/** How a canary would be taken back. It is recorded. */
export interface CanaryRollback {
  /**
   * Whether by itself.
   *
   * @default - not recorded
   */
  readonly automatic?: boolean;

  /**
   * When.
   *
   * @default - not recorded
   */
  readonly conditions?: RollbackCondition[];
}

/** Two versions of a model side by side: two routes of one match, the stable one first. */
export interface CanaryOptions extends SwitchOptions {
  /**
   * The shares of both, where their routes say no weight.
   *
   * @default - the weights of the routes
   */
  readonly trafficSplit?: TrafficSplit;

  /**
   * The metrics that would have to be measured.
   *
   * @default - not recorded
   */
  readonly analysis?: CanaryAnalysis;

  /**
   * How it would be taken back.
   *
   * @default - not recorded
   */
  readonly rollback?: CanaryRollback;
}
