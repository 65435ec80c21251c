import { ObjectRow, OptionalRow } from '../object-row';
import { Workload } from '../workloads/workload';

/** Turns plans into the objects of a back end: one row for each, in the order in which they are printed. */
export interface Target {
  readonly rows: readonly (ObjectRow | OptionalRow)[];
}

/** A back end that is given Pod templates. */
export interface TargetWithWorkload extends Target {
  /** The workload that keeps the Pods running; its rows are among those of the target. */
  readonly workload: Workload;
}
