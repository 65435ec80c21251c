import type { MonitoredModel } from './monitored-model';
import { EngineMetric, MetricKind, MetricUnit } from '../../engines/engine-metric';

/* Queries of Prometheus about one model. Each is grouped by namespace, so that models of one name in two namespaces stay apart. */

/** Seconds have so many of a unit. */
const PER_SECOND = { [MetricUnit.SECONDS]: 1, [MetricUnit.MILLISECONDS]: 1e3, [MetricUnit.MICROSECONDS]: 1e6 };

/** Matchers of labels, by label: equal to a text, or like a regular expression. */
interface Matchers {
  readonly [label: string]: string;
}

/** Text of a series: its name and what its labels have to be. */
function series(name: string, equal: Matchers, like: Matchers = {}): string {
  const matchers = [
    ...Object.entries(equal).map(([label, value]) => `${label}=${JSON.stringify(value)}`),
    ...Object.entries(like).map(([label, value]) => `${label}=~${JSON.stringify(value)}`),
  ];
  return `${name}{${matchers.join(',')}}`;
}

/** Series of the server of a model, as the monitor labels them. */
export function ofServer(model: MonitoredModel, name: string, like: Matchers = {}): string {
  return series(name, { ...inNamespace(model), [model.modelLabel]: model.name }, like);
}

/** Series of kube-state-metrics about the objects of a model. */
export function ofCluster(model: MonitoredModel, name: string, equal: Matchers, like: Matchers = {}): string {
  return series(name, { ...inNamespace(model), ...equal }, like);
}

function inNamespace({ namespace }: MonitoredModel): Matchers {
  return namespace === undefined ? {} : { namespace };
}

/** The sum of the gauge of each Pod, which may have several series. */
export function byPod(model: MonitoredModel, gauge: string): string {
  return `sum by (namespace, pod) (${ofServer(model, gauge)})`;
}

/** Events of one second: those that a counter counts, or a histogram has the sizes of. */
export function rateOf(model: MonitoredModel, { name, kind, matching }: EngineMetric): string {
  return sumOfRates(model, kind === MetricKind.COUNTER ? name : `${name}_count`, matching);
}

/** What comes together in one second: a counter, or the sum of a histogram. */
export function amountOf(model: MonitoredModel, { name, kind, matching }: EngineMetric): string {
  return sumOfRates(model, kind === MetricKind.COUNTER ? name : `${name}_sum`, matching);
}

/** A time in seconds below which a share of all are; undefined where no histogram tells it. */
export function tryQuantile(model: MonitoredModel, share: number, { name, kind, unit, matching }: EngineMetric): string | undefined {
  if (kind !== MetricKind.HISTOGRAM) return undefined;
  return inSeconds(`histogram_quantile(${share}, ${sumOfRates(model, `${name}_bucket`, matching, ', le')})`, unit);
}

/** The most that a quantile of a histogram can be, in seconds; undefined where that is not known. */
export function largestSeconds({ largestBucket, unit }: EngineMetric): number | undefined {
  return largestBucket === undefined ? undefined : largestBucket / PER_SECOND[unit ?? MetricUnit.SECONDS];
}

/** The mean of a time in seconds. */
export function meanOf(model: MonitoredModel, { name, kind, unit, matching, per }: EngineMetric): string {
  const [sum, count] = kind === MetricKind.COUNTER ? [name, per!] : [`${name}_sum`, `${name}_count`];
  return inSeconds(`${sumOfRates(model, sum, matching)} / ${sumOfRates(model, count, matching)}`, unit);
}

/** The share of one rate in it and another together; series that the other lacks count as none. */
export function shareOf(part: string, other: string): string {
  return `${part} / (${part} + (${other} or 0 * ${part}))`;
}

function sumOfRates(model: MonitoredModel, name: string, matching?: Matchers, by = ''): string {
  return `sum by (namespace${by}) (rate(${ofServer(model, name, matching)}[${model.window}]))`;
}

function inSeconds(query: string, unit: MetricUnit | undefined): string {
  const factor = PER_SECOND[unit ?? MetricUnit.SECONDS];
  if (factor === 1) return query;
  return query.startsWith('histogram_quantile') ? `${query} / ${factor}` : `(${query}) / ${factor}`;
}
