import { Family, Tensor } from '../architecture';

/** How a matrix is divided, and what belongs to it. */
export interface MatrixOptions {
  readonly parts?: number;
  readonly experts?: number;
  readonly bias?: boolean;
}

/** A matrix from `columns` inputs to `rows` outputs, with its bias where it has one. */
export function matrix(family: Family, name: string, rows: number, columns: number, { bias = false, ...more }: MatrixOptions = {}): Tensor[] {
  const weight: Tensor = { family, name, rows, columns, ...more };
  return bias ? [weight, { ...weight, columns: 1, name: `${name}.bias` }] : [weight];
}

/** A vector of each channel: a norm, with its bias where it has one. */
export function norm(name: string, size: number, options: { readonly bias?: boolean; readonly times?: number } = {}): Tensor[] {
  const { bias = false, times = 1 } = options;
  return [{ family: 'norm', name, rows: size * times * (bias ? 2 : 1), columns: 1 }];
}

/** Numbers of another kind: sinks, steps, convolutions. */
export function vector(family: Family, name: string, rows: number, parts?: number): Tensor {
  return { family, name, rows, columns: 1, parts };
}
