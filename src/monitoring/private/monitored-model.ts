import type { EngineMetrics } from '../../engines/engine-metrics';

/** One model, as far as its alerts and its dashboard have to know it. */
export interface MonitoredModel {
  /** Name of its objects. */
  readonly name: string;
  /** Where they are, when the chart says it. */
  readonly namespace?: string;
  /** Its server, as its makers call it, with its version. */
  readonly server: string;
  /** What that version measures. */
  readonly metrics: EngineMetrics;
  /** The label that the monitor puts on every series, with the name of the model. */
  readonly modelLabel: string;
  /** The container that serves. */
  readonly container: string;
  /** The seconds that a Pod may take until it answers. */
  readonly startSeconds: number;
  /** The time over which rates are counted: several scrapes. */
  readonly window: string;
}
