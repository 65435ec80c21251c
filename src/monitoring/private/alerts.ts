import type { MonitoredModel } from './monitored-model';
import { byPod, largestSeconds, meanOf, ofCluster, ofServer, rateOf, shareOf, tryQuantile } from './prom-ql';
import type { EngineMetrics } from '../../engines/engine-metrics';
import { compact, JsonObject } from '../../ground/objects';
import type { AlertRulesOptions } from '../alert-rules-options';

/** A time that has a threshold. */
type Time = 'timeToFirstToken' | 'requestTime';

/** The thresholds, with their defaults. Times are in seconds. */
interface Thresholds {
  readonly waiting: number;
  readonly cacheUsage: number;
  readonly failedShare: number;
  readonly rejectedPerSecond: number;
  readonly timeToFirstToken: number;
  readonly requestTime?: number;
  readonly restarts: number;
}

/**
 * An alert: what it reads, and what it says of it. A time is too long from its threshold on, because no quantile of a histogram is beyond its last bucket.
 */
export interface Alert {
  readonly name: string;
  /** What has to be measured for it, for the page of the documentation. */
  readonly needs: string;
  /** Whether the time that a Pod may take to start has to pass first; the shorter time of all others where not, and none where it counts an hour itself. */
  readonly lasts: 'starting' | 'lasting' | 'at once';
  readonly severity: 'warning' | 'critical';
  readonly summary: string;
  /** What to do about it. */
  readonly advice: string;
  /** The time that it is about, which has a threshold of the same name. */
  readonly time?: Time;
  /** The query that answers where it fires; undefined where the server does not measure that. */
  query(model: MonitoredModel, thresholds: Thresholds): string | undefined;
}

/** All alerts, in the order in which they are printed. */
export const ALERTS: readonly Alert[] = [
  {
    name: 'ModelNotReady',
    needs: 'kube-state-metrics',
    lasts: 'starting',
    severity: 'critical',
    summary: 'no Pod of the model is ready',
    advice: 'See the events and the log of its Pods: nodes without free devices, weights that do not arrive, a server that ends.',
    query: model => `${ofCluster(model, 'kube_deployment_status_replicas_available', { deployment: model.name })} == 0 and `
      + `${ofCluster(model, 'kube_deployment_spec_replicas', { deployment: model.name })} > 0`,
  },
  {
    name: 'ModelRestarts',
    needs: 'kube-state-metrics',
    lasts: 'at once',
    severity: 'warning',
    summary: 'the server of the model restarts again and again',
    advice: 'See why its container ended: out of memory, a liveness probe that fails, an error in its log.',
    query: (model, { restarts }) => `sum by (namespace, pod) (increase(${ofCluster(
      model, 'kube_pod_container_status_restarts_total', { container: model.container }, { pod: `${model.name}-[a-z0-9]+-[a-z0-9]{5}` },
    )}[1h])) > ${restarts}`,
  },
  {
    name: 'ModelNotScraped',
    needs: 'the scrape itself',
    lasts: 'starting',
    severity: 'warning',
    summary: 'a Pod of the model does not answer who scrapes it',
    advice: 'See the targets of Prometheus: a NetworkPolicy that keeps it out, a key that it lacks, a server that hangs.',
    query: model => `${byPod(model, 'up')} == 0`,
  },
  {
    name: 'ModelQueueGrows',
    needs: 'waiting',
    lasts: 'lasting',
    severity: 'warning',
    summary: 'more requests wait than the Pods of the model work off',
    advice: 'Add replicas, or let an autoscaler add them by the same metric.',
    query: (model, { waiting }) => model.metrics.waiting && `avg by (namespace) (${byPod(model, model.metrics.waiting)}) > ${waiting}`,
  },
  {
    name: 'ModelCacheFull',
    needs: 'cacheUsage',
    lasts: 'lasting',
    severity: 'warning',
    summary: 'the KV cache of the model is full',
    advice: 'Requests wait or start again: add replicas, shorten the longest context, or give the cache more memory.',
    query: (model, { cacheUsage }) => model.metrics.cacheUsage && `max by (namespace, pod) (${ofServer(model, model.metrics.cacheUsage)}) > ${cacheUsage}`,
  },
  {
    name: 'ModelRequestsFail',
    needs: 'failed, succeeded',
    lasts: 'lasting',
    severity: 'warning',
    summary: 'requests of the model fail',
    advice: 'See the log of its server.',
    query(model, { failedShare }) {
      const { failed, succeeded } = model.metrics;
      return failed && succeeded && `${shareOf(rateOf(model, failed), rateOf(model, succeeded))} > ${failedShare}`;
    },
  },
  {
    name: 'ModelRequestsRejected',
    needs: 'rejected',
    lasts: 'lasting',
    severity: 'warning',
    summary: 'the model rejects requests because it has enough to do',
    advice: 'Add replicas, or a longer queue where callers can wait.',
    query: (model, { rejectedPerSecond }) => model.metrics.rejected && `${rateOf(model, model.metrics.rejected)} > ${rejectedPerSecond}`,
  },
  {
    name: 'ModelFirstTokenSlow',
    needs: 'timeToFirstToken',
    lasts: 'lasting',
    severity: 'warning',
    summary: 'the first tokens of the model come late',
    advice: 'Requests wait for their turn, or prompts are long: add replicas, or see the queue and the cache.',
    time: 'timeToFirstToken',
    query(model, { timeToFirstToken }) {
      const query = model.metrics.timeToFirstToken && tryQuantile(model, 0.95, model.metrics.timeToFirstToken);
      return query && `${query} >= ${timeToFirstToken}`;
    },
  },
  {
    name: 'ModelRequestsSlow',
    needs: 'requestTime, and a threshold',
    lasts: 'lasting',
    severity: 'warning',
    summary: 'the model answers late',
    advice: 'Add replicas, or see what is asked of it.',
    time: 'requestTime',
    query(model, { requestTime: most }) {
      const { requestTime } = model.metrics;
      return most === undefined || requestTime === undefined ? undefined : `${tryQuantile(model, 0.95, requestTime) ?? meanOf(model, requestTime)} >= ${most}`;
    },
  },
];

/** The alerts about a model, as one group of rules. */
export function groupsOf(model: MonitoredModel, options: AlertRulesOptions): JsonObject[] {
  const { kubeStateMetrics = true, labels, annotations } = options;
  const thresholds = thresholdsOf(options);
  const lasting = { 'starting': options.starting?.toSeconds() ?? model.startSeconds, 'lasting': options.lasting?.toSeconds() ?? 300, 'at once': 0 };
  const rules = ALERTS.filter(({ needs }) => kubeStateMetrics || needs !== 'kube-state-metrics').flatMap(alert => {
    const expr = alert.query(model, thresholds);
    return expr === undefined ? [] : [compact({
      alert: alert.name,
      expr,
      for: lasting[alert.lasts] === 0 ? undefined : durationOf(lasting[alert.lasts]),
      labels: { severity: alert.severity, model: model.name, ...labels },
      annotations: {
        summary: `${model.name}: ${alert.summary}`,
        description: `${model.server} in the namespace {{ $labels.namespace }}: ${alert.summary} (it is {{ $value | humanize }}). ${alert.advice}`,
        ...annotations,
      },
    })];
  });
  return [{ name: `model-${model.name}`, rules }];
}

/** An alert that cannot fire: its threshold is beyond the largest time that the server can be seen to take. */
export interface IdleAlert {
  readonly alert: string;
  readonly time: Time;
  /** The metric of the server. */
  readonly metric: string;
  /** In seconds. */
  readonly threshold: number;
  readonly most: number;
}

/** The alerts that no measurement of a server makes fire. */
export function idleAlerts(metrics: EngineMetrics, options: AlertRulesOptions): IdleAlert[] {
  const thresholds = thresholdsOf(options);
  return ALERTS.flatMap(({ name: alert, time }) => {
    if (time === undefined) return [];
    const [metric, threshold] = [metrics[time], thresholds[time]];
    const most = metric && largestSeconds(metric);
    return threshold === undefined || most === undefined || threshold <= most ? [] : [{ alert, time, metric: metric!.name, threshold, most }];
  });
}

function thresholdsOf(options: AlertRulesOptions): Thresholds {
  const { waiting = 10, cacheUsage = 0.95, failedShare = 0.05, rejectedPerSecond = 0, timeToFirstToken, requestTime, restarts = 2 } = options;
  const inSeconds = { integral: false };
  return {
    waiting,
    cacheUsage,
    failedShare,
    rejectedPerSecond,
    restarts,
    timeToFirstToken: timeToFirstToken?.toSeconds(inSeconds) ?? 10,
    requestTime: requestTime?.toSeconds(inSeconds),
  };
}

/** Seconds as Prometheus writes them. */
export function durationOf(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
