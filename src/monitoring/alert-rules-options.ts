import { Duration } from 'cdk8s';

/** The thresholds of the alerts, and what is written on each of them. */
export interface AlertRulesOptions {
  /**
   * Requests that may wait, on the average of the Pods, before `ModelQueueGrows` says so.
   *
   * @default 10
   */
  readonly waiting?: number;

  /**
   * Share of the KV cache that may be in use, from 0 on and below 1, before `ModelCacheFull` says so.
   *
   * @default 0.95
   */
  readonly cacheUsage?: number;

  /**
   * Share of requests that may fail, from 0 on and below 1, before `ModelRequestsFail` says so; with 0 none may.
   *
   * @default 0.05
   */
  readonly failedShare?: number;

  /**
   * Requests of one second that may be rejected before `ModelRequestsRejected` says so.
   *
   * @default 0
   */
  readonly rejectedPerSecond?: number;

  /**
   * Time within which 95 % of requests have their first token; `ModelFirstTokenSlow` says where they have not.
   *
   * @default Duration.seconds(10)
   */
  readonly timeToFirstToken?: Duration;

  /**
   * Time in which 95 % of requests are answered, or all on the average where the server tells no more; `ModelRequestsSlow` says where they are not.
   *
   * @default - there is no such alert: how long an answer takes is a matter of the model and of what is asked
   */
  readonly requestTime?: Duration;

  /**
   * Restarts of a server within an hour that are no news to `ModelRestarts`.
   *
   * @default 2
   */
  readonly restarts?: number;

  /**
   * How long it is like that before the alerts about requests and caches fire.
   *
   * @default Duration.minutes(5)
   */
  readonly lasting?: Duration;

  /**
   * How long no Pod is ready, or a Pod is not scraped, before `ModelNotReady` and `ModelNotScraped` fire.
   *
   * @default - the start-up budget: the time that a Pod may take until it answers, see `timing.startup`
   */
  readonly starting?: Duration;

  /**
   * Whether the cluster has kube-state-metrics, from whose series `ModelNotReady` and `ModelRestarts` are made; without it there are no such alerts.
   * https://github.com/kubernetes/kube-state-metrics
   *
   * @default true
   */
  readonly kubeStateMetrics?: boolean;

  /**
   * More labels of each alert, for those who route them. `severity` is `critical` for `ModelNotReady` and `warning` for all others, unless it is given here.
   *
   * @default - `severity` and `model`
   */
  readonly labels?: { [name: string]: string };

  /**
   * More annotations of each alert, for example `runbook_url`.
   *
   * @default - `summary` and `description`
   */
  readonly annotations?: { [name: string]: string };
}
