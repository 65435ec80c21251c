import { EngineMetric, MetricKind, ServingEngine } from '../../../src';
import { ALL_ALERTS, allQueries, ReadSeries, seriesIn } from '../../monitoring/engine-versions';

/** A line of what a server exposes: a name, and its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: { readonly [label: string]: string };
  /** As it is written. */
  readonly value: string;
}

/** All that a server exposes at one time. */
export interface Exposed {
  /** Kinds of metrics, by their name. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Reads the text format of Prometheus. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function readExposed(page: string): Exposed {
  const kinds = new Map([...page.matchAll(/^# TYPE (\S+) (\S+)/gm)].map(([, name, kind]) => [name!, kind!]));
  const samples = [...page.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? (\S+)/gm)].map(([, name, labels = '', value]) => ({
    name: name!,
    value: value!,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label!, text!])),
  }));
  return { kinds, samples };
}

/** A metric that an engine names, and what it measures. */
type Measured = EngineMetric & { readonly of: string };

/** What does not happen to one request that is answered: it counts in none of them, and servers that expose nothing before the first do not even name them. */
const OTHER_ENDS = ['failed', 'rejected', 'aborted', 'preempted', 'cachedTokens'];

/** Labels that the scrape adds. */
const ADDED = ['namespace', 'registry_matrixinfer_ai_model'];

/** What is not as the engine says of its metrics, and which queries of its alerts and its dashboard have nothing to read after a request that was answered. */
export function problemsOf(engine: ServingEngine, { kinds, samples }: Exposed, servedName: string): string[] {
  const measured = measuredBy(engine);
  const { modelLabel, waiting, running } = engine.metrics ?? {};
  const named = samples.filter(({ name }) => name === (waiting ?? running)).map(({ labels }) => labels[modelLabel ?? '']);
  return [
    ...measured.length > 0 ? [] : ['nothing is measured'],
    ...measured.filter(({ of, name, kind }) => (kinds.get(name) ?? (OTHER_ENDS.includes(of) ? kind : undefined)) !== kind).map(({ name, kind }) => `${name} is a ${kinds.get(name)}, and no ${kind}`),
    ...measured.flatMap(metric => missingLabels(metric, samples).map(label => `${metric.name} has no label ${label}`)),
    ...modelLabel === undefined || named.includes(servedName) ? [] : [`${modelLabel} is ${named.join(', ')}`],
    ...unread(allQueries(engine, ALL_ALERTS), measured, samples)
      .map(({ name, matchers }) => `nothing is read of ${name} with ${Object.entries(matchers).map(([label, like]) => `${label} like ${like.source}`).join(', ')}`),
  ];
}

/** The queries of alerts and dashboard whose series are all there: an alert without what it is compared with. */
export function readQueries(engine: ServingEngine, { samples }: Exposed): string[] {
  const queries = allQueries(engine, ALL_ALERTS).map(query => query.replace(/ (?:[<>]=?|==) [\d.]+$/, ''));
  const isThere = (series: ReadSeries) => !isOfOthers(series) && samples.some(sample => isRead(sample, series));
  return [...new Set(queries)].filter(query => seriesIn(query).every(isThere));
}

/** The series that queries read, and that are not there though the server was asked and answered. */
function unread(queries: readonly string[], measured: readonly Measured[], samples: readonly Sample[]): ReadSeries[] {
  const asked = queries.flatMap(seriesIn).filter(series => !isOfOthers(series) && !isOfOtherEnd(series, measured));
  return asked.filter(series => !samples.some(sample => isRead(sample, series)));
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

function isOfOtherEnd({ name, matchers }: ReadSeries, measured: readonly Measured[]): boolean {
  return measured.some(({ of, name: own, matching = {} }) => (
    OTHER_ENDS.includes(of) && own === name && Object.entries(matching).every(([label, like]) => matchers[label]?.source === new RegExp(`^(?:${like})$`).source)
  ));
}

function isRead({ name, labels }: Sample, series: ReadSeries): boolean {
  return name === series.name && Object.entries(series.matchers).every(([label, like]) => ADDED.includes(label) || like.test(labels[label] ?? ''));
}
