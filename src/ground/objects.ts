/** Plain JSON data, as it goes into a manifest. */
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** A plain JSON object. */
export type JsonObject = { [key: string]: Json };

/** Whether a value is an object with named members, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with named members; undefined for anything else. */
export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** A list; empty for anything else. */
export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value as Json[] : [];
}

/** Leaves out members that are undefined, empty lists and empty objects: they are not rendered. */
export function compact(object: JsonObject): JsonObject {
  const out: JsonObject = {};
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (!isNothing(value)) out[key] = value;
  }
  return out;
}

/** The members that have a value: in JavaScript a map can hold `undefined`, which is no value. */
export function given<T>(map: { readonly [key: string]: T } | undefined): [string, NonNullable<T>][] {
  return Object.entries(map ?? {}).filter((entry): entry is [string, NonNullable<T>] => entry[1] !== undefined && entry[1] !== null);
}

/** Returns the object, or undefined when it has no member: for blocks that mean nothing when empty. */
export function orNothing(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}

function isNothing(value: Json): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** The value that a path leads to; undefined when it leads nowhere. */
export function at(value: Json, ...path: string[]): Json {
  let inner = value;
  for (const key of path) {
    if (!isObject(inner)) return undefined;
    inner = inner[key];
  }
  return inner;
}

/** The list that a path leads to; empty when it leads to none. */
export function itemsAt(value: Json, ...path: string[]): readonly Json[] {
  return asList(at(value, ...path));
}
