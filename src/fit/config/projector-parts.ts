import { Fields } from './fields';
import { matrix } from './weights';
import { Tensor } from '../architecture';

/** What a projector is between. */
export interface Ends {
  readonly fields: Fields;
  readonly vision: Fields;
  /** Of the tower. */
  readonly width: number;
  /** Of the language model. */
  readonly hidden: number;
}

/** What turns patches into tokens of a model; undefined for a form that is not known. */
export type Projector = (ends: Ends) => Tensor[] | undefined;

/** A matrix of a projector. */
export const linear = (name: string, rows: number, columns: number, bias: boolean, parts?: number): Tensor[] => (
  matrix('projector', name, rows, columns, { bias, parts })
);

/** Matrices one after the other, with biases: from one width into another, and then within that. */
export const stacked = (name: string, depth: number, rows: number, columns: number): Tensor[] => (
  Array.from({ length: depth }, (_none, index) => linear(`${name}.${index}`, rows, index === 0 ? columns : rows, true)).flat()
);
