import { RowWithPodTemplate } from '../object-row';

/** The workload that keeps the Pods of a model running: the rows of the objects that have the Pod templates of its roles. */
export interface Workload {
  /** The first is the one that is patched, scaled and waited for. */
  readonly rows: readonly [RowWithPodTemplate, ...RowWithPodTemplate[]];
}
