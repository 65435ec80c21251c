import { refuseUnknownMembers } from '../ground/input/constants';

/** The kind of a metric. https://prometheus.io/docs/concepts/metric_types/ */
export enum MetricKind {
  /** A value that goes up and down. */
  GAUGE = 'gauge',

  /** A sum that only grows. */
  COUNTER = 'counter',

  /** Counts by size: `<name>_bucket`, `<name>_sum` and `<name>_count`. */
  HISTOGRAM = 'histogram',

  /** A sum and a count, `<name>_sum` and `<name>_count`, which give only a mean. */
  SUMMARY = 'summary',
}
refuseUnknownMembers(MetricKind, 'MetricKind');

/** The unit of a time. */
export enum MetricUnit {
  /** Seconds. */
  SECONDS = 'seconds',

  /** Milliseconds. */
  MILLISECONDS = 'milliseconds',

  /** Microseconds. */
  MICROSECONDS = 'microseconds',
}
refuseUnknownMembers(MetricUnit, 'MetricUnit');

/** A Prometheus metric of a server: its name, its kind, and the labels of its series. */
export interface EngineMetric {
  /** The name, as the server prints it behind `# TYPE`; of a histogram and a summary without `_bucket`, `_sum` and `_count`. */
  readonly name: string;

  /** The kind of the metric. */
  readonly kind: MetricKind;

  /**
   * The unit of a time.
   *
   * @default - none: the metric is a count or a share
   */
  readonly unit?: MetricUnit;

  /**
   * Of a histogram, the upper bound of its last bucket before `+Inf`, in its unit. No quantile is above it, whatever was measured.
   *
   * @default - not known
   */
  readonly largestBucket?: number;

  /**
   * Names of the labels that the server itself puts on the series.
   *
   * @default - none
   */
  readonly labels?: string[];

  /**
   * Regular expressions for values of those labels: only series that match all of them count, for example `{ status: '5xx' }`.
   *
   * @default - all series count
   */
  readonly matching?: { [label: string]: string };

  /**
   * Of a counter of time: the counter by which it is divided for the mean time of one.
   *
   * @default - it is no counter of time
   */
  readonly per?: string;
}
