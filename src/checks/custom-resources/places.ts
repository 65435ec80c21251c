import { Step } from './violation';
import { asObject } from '../../ground/objects';

/** A value, and where it is. */
export interface Place {
  readonly steps: readonly Step[];
  readonly value: unknown;
}

/** Every value that a path of a schema, such as `spec.runtime.env[].name` or `spec.limits{}`, stands for. */
export function placesAt(root: unknown, path: string): Place[] {
  const tokens = path.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? [];
  return tokens.reduce<Place[]>((places, token) => places.flatMap(place => below(place, token)), [{ steps: [], value: root }]);
}

function below({ steps, value }: Place, token: string): Place[] {
  if (token === '[]') return Array.isArray(value) ? value.map((item: unknown, index) => ({ steps: [...steps, index], value: item })) : [];
  const record = asObject(value);
  if (record === undefined) return [];
  if (token === '{}') return Object.entries(record).map(([name, member]) => ({ steps: [...steps, name], value: member }));
  return record[token] === undefined ? [] : [{ steps: [...steps, token], value: record[token] }];
}
