import { ObjectRow, OptionalRow } from '../object-row';

/** Turns plans into the objects of a back end: one row for each, in the order in which they are printed. */
export interface Target {
  readonly rows: readonly (ObjectRow | OptionalRow)[];
}
