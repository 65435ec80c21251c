import { isSorted } from './plain-metadata';
import { JsonObject } from '../../ground/objects';
import { isShared } from '../../ground/shared-data';

/** A copy with sorted keys and without members that are nothing, as cdk8s makes it; `undefined` when something is not plain data. */
export function canonical(value: unknown): JsonObject | undefined {
  return tried(() => copy(value, false));
}

/** The same, in which parts that many manifests have stand as they are: for a printer that knows what to do with them. */
export function canonicalButShared(value: unknown): JsonObject | undefined {
  return tried(() => copy(value, true));
}

function tried(make: () => unknown): JsonObject | undefined {
  try {
    return make() as JsonObject;
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

const NOT_PLAIN = new Error('not plain data');

function copy(value: unknown, keepsShared: boolean): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') {
    if (typeof value === 'function') throw NOT_PLAIN;
    return value;
  }
  if (keepsShared && isShared(value)) return value;
  if (Array.isArray(value)) return value.map(item => copy(item, keepsShared));
  if (Object.getPrototypeOf(value) !== Object.prototype) throw NOT_PLAIN;
  const out: Record<string, unknown> = {};
  const keys = Object.keys(value);
  if (!isSorted(keys)) keys.sort();
  for (const key of keys) {
    const member = copy((value as Record<string, unknown>)[key], keepsShared);
    if (member !== undefined) out[key] = member;
  }
  return out;
}
