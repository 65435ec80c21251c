import { Duration } from 'cdk8s';

/** The thresholds of the alerts, and the labels and annotations of each. */
export interface AlertRulesOptions {
  /**
   * Average number of waiting requests for each Pod, above which `ModelQueueGrows` fires.
   *
   * @default 10
   */
  readonly waiting?: number;

  /**
   * Share of the KV cache in use, from 0 to below 1, above which `ModelCacheFull` fires.
   *
   * @default 0.95
   */
  readonly cacheUsage?: number;

  /**
   * Share of failed requests, from 0 to below 1, above which `ModelRequestsFail` fires; with 0 any failure fires it.
   *
   * @default 0.05
   */
  readonly failedShare?: number;

  /**
   * Rejected requests per second, above which `ModelRequestsRejected` fires.
   *
   * @default 0
   */
  readonly rejectedPerSecond?: number;

  /**
   * Time in which 95 % of requests should get their first token; `ModelFirstTokenSlow` fires when they do not. A time beyond the last bucket of the
   * histogram never fires it (`alert-never-fires`).
   *
   * @default Duration.seconds(10)
   */
  readonly timeToFirstToken?: Duration;

  /**
   * Time in which 95 % of requests should be answered, or in which the average request should be, where the server measures no more;
   * `ModelRequestsSlow` fires when they are not. A time beyond the last bucket of the histogram never fires it (`alert-never-fires`).
   *
   * @default - no such alert, because the time of an answer depends on the model and on the request
   */
  readonly requestTime?: Duration;

  /**
   * Number of restarts of a server within an hour, above which `ModelRestarts` fires.
   *
   * @default 2
   */
  readonly restarts?: number;

  /**
   * How long the condition has to last before the alerts about requests and caches fire.
   *
   * @default Duration.minutes(5)
   */
  readonly lasting?: Duration;

  /**
   * How long no Pod has to be ready, or a Pod not be scraped, before `ModelNotReady` and `ModelNotScraped` fire.
   *
   * @default - the start-up budget: the time that a Pod may take until it answers, see `timing.startup`
   */
  readonly starting?: Duration;

  /**
   * Whether the cluster has kube-state-metrics, whose series `ModelNotReady` and `ModelRestarts` need. With `false` these two alerts are left out.
   * https://github.com/kubernetes/kube-state-metrics
   *
   * @default true
   */
  readonly kubeStateMetrics?: boolean;

  /**
   * More labels of each alert, for routing. `severity` is `critical` for `ModelNotReady` and `warning` for all others, unless it is given here.
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
