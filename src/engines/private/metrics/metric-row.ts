import { isAtLeast } from '../../../facts/versions';
import { EngineMetric, MetricKind } from '../../engine-metric';
import { EngineMetrics } from '../../engine-metrics';

/** What is said as the name of a gauge alone. */
type Gauge = 'waiting' | 'running' | 'cacheUsage';

/** What is measured. */
export type Measure = Gauge | Exclude<keyof EngineMetrics, Gauge | 'latency' | 'modelLabel'>;

/** The largest bucket of a histogram in every version, or, in their order, from each version on that changed it. */
type LargestBucket = number | { readonly [since: string]: number };

/** A metric of a server, and the versions that have it. */
export interface MetricRow extends Omit<EngineMetric, 'largestBucket'> {
  /** What it measures. */
  readonly of: Measure;
  /** The first version that has it, or that has it like this; all that the library knows of where nothing is said. */
  readonly since?: string;
  /** The first version after that does not; it is still there where nothing is said. */
  readonly before?: string;
  readonly largestBucket?: LargestBucket;
}

/** The metrics of a server, as a table. */
export interface MetricTable {
  /** The label of its gauges that has the name of the model. */
  readonly modelLabel?: string;
  /** The rows; for each measure the first that a version has counts. */
  readonly rows: readonly MetricRow[];
}

/** Versions of a server: all from one to another, where it is inside of something else whose version says no more. Without an end: all later ones. */
export interface Versions {
  /** The first of them. */
  readonly from: string;
  /** The first that is none of them any more. */
  readonly before?: string;
}

/** The metrics that a version has; of several versions those that each of them has, with the same name. */
export function metricsIn(table: MetricTable, version: string | Versions): EngineMetrics {
  const found = new Map<Measure, string | EngineMetric>();
  for (const { of, since, before, largestBucket, ...metric } of table.rows) {
    if (found.has(of) || !hasIn({ since, before }, version)) continue;
    const largest = largestBucket !== undefined && { largestBucket: largestIn(largestBucket, version) };
    found.set(of, isGauge(of) ? metric.name : { ...metric, ...largest });
  }
  const metrics: EngineMetrics = Object.fromEntries(found);
  const latency = (metrics.requestTime ?? metrics.interTokenLatency)?.name;
  return { ...metrics, ...(latency !== undefined && { latency }), ...(table.modelLabel !== undefined && { modelLabel: table.modelLabel }) };
}

/** The row of a gauge. */
export function gauge(of: Measure, name: string, labels: string[]): MetricRow {
  return { of, name, kind: MetricKind.GAUGE, labels };
}

function hasIn({ since, before }: Pick<MetricRow, 'since' | 'before'>, version: string | Versions): boolean {
  const { from, before: end } = typeof version === 'string' ? { from: version, before: undefined } : version;
  if (since !== undefined && !isAtLeast(from, since)) return false;
  if (before === undefined) return true;
  return typeof version === 'string' ? !isAtLeast(version, before) : end !== undefined && isAtLeast(before, end);
}

/** The largest bucket that a version has; of several versions that of any of them. */
function largestIn(bucket: LargestBucket, version: string | Versions): number {
  if (typeof bucket === 'number') return bucket;
  const { from, before } = typeof version === 'string' ? { from: version, before: undefined } : version;
  const edges = Object.keys(bucket);
  const first = edges.filter((edge, index) => index === 0 || isAtLeast(from, edge)).pop()!;
  const later = edges.filter(edge => typeof version !== 'string' && !isAtLeast(from, edge) && (before === undefined || !isAtLeast(edge, before)));
  return Math.max(...[first, ...later].map(edge => bucket[edge]));
}

function isGauge(of: Measure): of is Gauge {
  return of === 'waiting' || of === 'running' || of === 'cacheUsage';
}
