import { Duration } from 'cdk8s';
import { SwitchOptions } from '../values/switch-options';

/** The shares of two versions, in percent. With only one given, the other version gets the rest. */
export interface TrafficSplit {
  /**
   * Share of the first route of a match.
   *
   * @default - the rest; not recorded
   */
  readonly stable?: number;

  /**
   * Share of the second route of the same match.
   *
   * @default - the rest; not recorded
   */
  readonly canary?: number;
}

/**
 * The measurements that decide whether a canary goes on. They are only recorded, because no object of Gateway API measures (`canary-not-analysed`).
 */
export interface CanaryAnalysis {
  /**
   * Share of requests that have to succeed, in whole percent.
   *
   * @default - not recorded
   */
  readonly threshold?: number;

  /**
   * Time between two measurements.
   *
   * @default - not recorded
   */
  readonly interval?: Duration;

  /** Share of requests that have to succeed, in percent. * @default - not recorded */
  readonly successRate?: number;

  /**
   * Share of requests that may fail, in percent.
   *
   * @default - not recorded
   */
  readonly errorRate?: number;

  /**
   * Time in which 95 % of requests have to be answered.
   *
   * @default - not recorded
   */
  readonly latencyP95?: Duration;
}

/** A measurement at which a canary has to be rolled back. */
export interface RollbackCondition {
  /** Name of the metric. */
  readonly metric: string;

  /** The value from which on the condition holds. */
  readonly threshold: number;

  /** How long the condition has to hold.
   *
   * @default - not recorded
   */
  readonly duration?: Duration;
}

/** How a canary is rolled back. It is only recorded. */
export interface CanaryRollback {
  /** Whether it is rolled back automatically.
   *
   * @default - not recorded
   */
  readonly automatic?: boolean;

  /** The conditions for it.
   *
   * @default - not recorded
   */
  readonly conditions?: RollbackCondition[];
}

/** Two versions of a model side by side: two routes with the same match, the stable one first. */
export interface CanaryOptions extends SwitchOptions {
  /**
   * The shares of both, for routes without a weight.
   *
   * @default - the weights of the routes
   */
  readonly trafficSplit?: TrafficSplit;

  /**
   * The metrics that decide whether the canary goes on.
   *
   * @default - not recorded
   */
  readonly analysis?: CanaryAnalysis;

  /**
   * How the canary is rolled back.
   *
   * @default - not recorded
   */
  readonly rollback?: CanaryRollback;
}
