import { refuseUnknownMembers } from '../ground/input/constants';

/** How the values of a metric are meant. https://prometheus.io/docs/concepts/metric_types/ */
export enum MetricKind {
  /** A value that goes up and down. */
  GAUGE = 'gauge',

  /** A sum that only grows. */
  COUNTER = 'counter',

  /** Counts by size: `<name>_bucket`, `<name>_sum` and `<name>_count`. */
  HISTOGRAM = 'histogram',

  /** A sum and a count, `<name>_sum` and `<name>_count`, of which a mean is known and no more. */
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

/** A Prometheus metric of a server: its name, how it is meant, and what tells its series apart. */
export interface EngineMetric {
  /** The name, as the server prints it behind `# TYPE`; of a histogram and a summary without `_bucket`, `_sum` and `_count`. */
  readonly name: string;

  /** How its values are meant. */
  readonly kind: MetricKind;

  /**
   * The unit of a time.
   *
   * @default - it counts, or is a share
   */
  readonly unit?: MetricUnit;

  /**
   * Names of the labels that the server itself puts on the series.
   *
   * @default - none
   */
  readonly labels?: string[];

  /**
   * Regular expressions for values of those labels: only series that match all of them are meant, for example `{ status: '5xx' }`.
   *
   * @default - all series are meant
   */
  readonly matching?: { [label: string]: string };

  /**
   * Of a counter of time: the counter by which it is divided for the mean time of one.
   *
   * @default - it is no counter of time
   */
  readonly per?: string;
}
