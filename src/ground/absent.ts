import { asObject } from './objects';
import { isShared } from './shared-data';

/**
 * The value without members that are null or undefined, at any depth: the manifest leaves out undefined members, and the API
 * server takes a null as left out. The items of a list stay, as their places mean something.
 *
 * A value without such members is returned as it is.
 */
export function withoutAbsent(value: unknown): unknown {
  if (!hasAbsent(value)) return value;
  if (Array.isArray(value)) return value.map(withoutAbsent);
  const present = Object.entries(value as object).filter(([, member]) => !isAbsent(member));
  return Object.fromEntries(present.map(([name, member]) => [name, withoutAbsent(member)]));
}

/** Parts that many manifests have, and in which nothing is absent. */
const WHOLE = new WeakSet<object>();

function hasAbsent(value: unknown): boolean {
  if (!isShared(value)) return findsAbsent(value);
  if (WHOLE.has(value as object)) return false;
  const found = findsAbsent(value);
  if (!found) WHOLE.add(value as object);
  return found;
}

function findsAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasAbsent);
  const record = asObject(value);
  if (record === undefined) return false;
  for (const name of Object.keys(record)) {
    if (isAbsent(record[name]) || hasAbsent(record[name])) return true;
  }
  return false;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
