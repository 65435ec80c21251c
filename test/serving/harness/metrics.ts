import { EngineMetric, MetricKind, ServingEngine } from '../../../src';
import { ALL_ALERTS, allQueries, ReadSeries, seriesIn } from '../../monitoring/engine-versions';

/** A line of what a server exposes: a name, and its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: { readonly [label: string]: string };
}

/** All that a server exposes at one time. */
export interface Exposed {
  /** Kinds of metrics, by their name. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Reads the text format of Prometheus. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function readExposed(text: string): Exposed {
  const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].map(([, name, kind]) => [name!, kind!]));
  const samples = [...text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? \S+/gm)].map(([, name, labels = '']) => ({
    name: name!,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => [label!, value!])),
  }));
  return { kinds, samples };
}

/** A metric that an engine names, and what it measures. */
type Measured = EngineMetric & { readonly of: string };

/** What no request that was answered counts in. */
const FAILURES = ['failed', 'rejected', 'aborted'];

/** Labels that the scrape adds. */
const ADDED = ['namespace', 'registry_matrixinfer_ai_model'];

/** What is not as the engine says of its metrics, and which queries of its alerts and its dashboard have nothing to read after a request that was answered. */
export function problemsOf(engine: ServingEngine, { kinds, samples }: Exposed, servedName: string): string[] {
  const measured = measuredBy(engine);
  const { modelLabel, waiting, running } = engine.metrics ?? {};
  const named = samples.filter(({ name }) => name === (waiting ?? running)).map(({ labels }) => labels[modelLabel ?? '']);
  return [
    ...measured.length > 0 ? [] : ['nothing is measured'],
    ...measured.filter(({ name, kind }) => kinds.get(name) !== kind).map(({ name, kind }) => `${name} is a ${kinds.get(name)}, and no ${kind}`),
    ...measured.flatMap(metric => missingLabels(metric, samples).map(label => `${metric.name} has no label ${label}`)),
    ...modelLabel === undefined || named.includes(servedName) ? [] : [`${modelLabel} is ${named.join(', ')}`],
    ...allQueries(engine, ALL_ALERTS).flatMap(seriesIn)
      .filter(series => !isOfOthers(series) && !isOfFailures(series, measured) && !samples.some(sample => isRead(sample, series)))
      .map(({ name, matchers }) => `nothing is read of ${name} with ${Object.entries(matchers).map(([label, like]) => `${label} like ${like.source}`).join(', ')}`),
  ];
}

function measuredBy({ metrics = {} }: ServingEngine): Measured[] {
  const { modelLabel: _label, latency: _same, ...all } = metrics;
  return Object.entries(all).map(([of, metric]): Measured => (typeof metric === 'string' ? { of, name: metric, kind: MetricKind.GAUGE } : { of, ...metric }));
}

/** Labels that the engine names, and a sample of the metric has not. */
function missingLabels({ name, labels = [] }: Measured, samples: readonly Sample[]): string[] {
  const mine = samples.filter(sample => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample.name));
  return labels.filter(label => mine.some(sample => !(label in sample.labels)));
}

/** Whether Prometheus itself or kube-state-metrics has it. */
function isOfOthers({ name }: ReadSeries): boolean {
  return name === 'up' || name.startsWith('kube_');
}

function isOfFailures({ name, matchers }: ReadSeries, measured: readonly Measured[]): boolean {
  return measured.some(({ of, name: own, matching = {} }) => (
    FAILURES.includes(of) && own === name && Object.entries(matching).every(([label, like]) => matchers[label]?.source === `^(?:${like})$`)
  ));
}

function isRead({ name, labels }: Sample, series: ReadSeries): boolean {
  return name === series.name && Object.entries(series.matchers).every(([label, like]) => ADDED.includes(label) || like.test(labels[label] ?? ''));
}
