import type { MonitoredModel } from './monitored-model';
import { amountOf, meanOf, ofCluster, ofServer, rateOf, tryQuantile } from './prom-ql';
import type { EngineMetric } from '../../engines/engine-metric';
import type { EngineMetrics } from '../../engines/engine-metrics';

/** A line of a panel: what it is called, and the query of its values. */
export interface Line {
  readonly legend: string;
  readonly query: string;
}

/** A panel of a dashboard. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  /** Unit of its values, as Grafana calls it. */
  readonly unit: string;
  /** Its lines; none where the server does not measure that: there is no such panel then. */
  lines(model: MonitoredModel): readonly Line[];
}

/** The panels, in the order in which they are shown. */
export const PANELS: readonly Panel[] = [
  {
    title: 'Requests',
    description: 'Requests of one second, by how they ended.',
    unit: 'reqps',
    lines: model => counted(model, ['succeeded', 'failed', 'rejected', 'aborted']),
  },
  {
    title: 'Waiting and running',
    description: 'Requests in all Pods at this time.',
    unit: 'short',
    lines: model => gauges(model, ['waiting', 'running']),
  },
  {
    title: 'Time to first token',
    description: 'From a request to the first token of its answer.',
    unit: 's',
    lines: model => times(model, 'timeToFirstToken'),
  },
  { title: 'Time from token to token', description: 'While an answer is written.', unit: 's', lines: model => times(model, 'interTokenLatency') },
  { title: 'Time of a request', description: 'From a request to the end of its answer.', unit: 's', lines: model => times(model, 'requestTime') },
  { title: 'Time in the queue', description: 'How long requests wait for their turn.', unit: 's', lines: model => times(model, 'queueTime') },
  {
    title: 'Tokens',
    description: 'Tokens of one second: of prompts, of those the ones found in the prefix cache, and of answers.',
    unit: 'short',
    lines: model => (['promptTokens', 'cachedTokens', 'generatedTokens'] as const).flatMap(of => (
      one(model.metrics[of], metric => [{ legend: WORDS[of], query: amountOf(model, metric) }])
    )),
  },
  {
    title: 'KV cache in use',
    description: 'Share of the KV cache of each Pod.',
    unit: 'percentunit',
    lines: model => one(model.metrics.cacheUsage, name => [{ legend: '{{pod}}', query: `max by (namespace, pod) (${ofServer(model, name)})` }]),
  },
  {
    title: 'Preempted requests',
    description: 'Requests of one second that lost their place in the KV cache.',
    unit: 'reqps',
    lines: model => counted(model, ['preempted']),
  },
  {
    title: 'Pods',
    description: 'Pods that are ready and that are wanted, from kube-state-metrics, and those that answer who scrapes them.',
    unit: 'short',
    lines: model => [
      { legend: 'ready', query: ofCluster(model, 'kube_deployment_status_replicas_available', { deployment: model.name }) },
      { legend: 'wanted', query: ofCluster(model, 'kube_deployment_spec_replicas', { deployment: model.name }) },
      { legend: 'scraped', query: `sum by (namespace) (${ofServer(model, 'up')})` },
    ],
  },
];

type Counted = 'succeeded' | 'failed' | 'rejected' | 'aborted' | 'preempted' | 'promptTokens' | 'cachedTokens' | 'generatedTokens';
type Timed = 'timeToFirstToken' | 'interTokenLatency' | 'requestTime' | 'queueTime';

/** What each line is called. */
const WORDS: { readonly [of in Counted | 'waiting' | 'running']: string } = {
  succeeded: 'answered',
  failed: 'failed',
  rejected: 'rejected',
  aborted: 'aborted',
  preempted: 'preempted',
  promptTokens: 'prompts',
  cachedTokens: 'found in the cache',
  generatedTokens: 'answers',
  waiting: 'waiting',
  running: 'running',
};

function counted(model: MonitoredModel, members: readonly Counted[]): Line[] {
  return members.flatMap(of => one(model.metrics[of], metric => [{ legend: WORDS[of], query: rateOf(model, metric) }]));
}

function gauges(model: MonitoredModel, members: readonly ('waiting' | 'running')[]): Line[] {
  return members.flatMap(of => one(model.metrics[of], name => [{ legend: WORDS[of], query: `sum by (namespace) (${ofServer(model, name)})` }]));
}

function times(model: MonitoredModel, of: Timed): Line[] {
  return one<EngineMetric>(model.metrics[of], metric => {
    const quantiles = [0.5, 0.95, 0.99].flatMap(share => one(tryQuantile(model, share, metric), query => [{ legend: `${share * 100} % are below`, query }]));
    return [...quantiles, { legend: 'mean', query: meanOf(model, metric) }];
  });
}

function one<T extends EngineMetrics[keyof EngineMetrics]>(value: T | undefined, lines: (value: T) => Line[]): Line[] {
  return value === undefined ? [] : lines(value);
}
