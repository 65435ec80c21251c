import { Step } from './violation';
import { asObject } from '../../ground/objects';

/** A value, and where it is. */
export interface Place {
  readonly steps: readonly Step[];
  readonly value: unknown;
}

/** Every value that a path of a schema, such as `spec.runtime.env[].name` or `spec.limits{}`, stands for. */
export function placesAt(root: unknown, path: string): Place[] {
  return tokensOf(path).reduce<Place[]>((places, token) => places.flatMap(place => below(place, token)), [{ steps: [], value: root }]);
}

/** Whether all values that a path stands for are right. Nothing is made to find out: nearly all are, of every resource, by every rule. */
export function areAllRight(root: unknown, path: string, isRight: (value: unknown) => boolean): boolean {
  return areRightBelow(root, tokensOf(path), 0, isRight);
}

function areRightBelow(value: unknown, tokens: readonly string[], index: number, isRight: (value: unknown) => boolean): boolean {
  if (index === tokens.length) return isRight(value);
  const token = tokens[index];
  if (token === '[]') return !Array.isArray(value) || value.every(item => areRightBelow(item, tokens, index + 1, isRight));
  const record = asObject(value);
  if (record === undefined) return true;
  if (token === '{}') return Object.values(record).every(member => areRightBelow(member, tokens, index + 1, isRight));
  return record[token] === undefined || areRightBelow(record[token], tokens, index + 1, isRight);
}

const TOKENS = new Map<string, readonly string[]>();

function tokensOf(path: string): readonly string[] {
  const known = TOKENS.get(path);
  if (known) return known;
  const tokens = path.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? [];
  TOKENS.set(path, tokens);
  return tokens;
}

function below({ steps, value }: Place, token: string): Place[] {
  if (token === '[]') return Array.isArray(value) ? value.map((item: unknown, index) => ({ steps: [...steps, index], value: item })) : [];
  const record = asObject(value);
  if (record === undefined) return [];
  if (token === '{}') return Object.entries(record).map(([name, member]) => ({ steps: [...steps, name], value: member }));
  return record[token] === undefined ? [] : [{ steps: [...steps, token], value: record[token] }];
}
