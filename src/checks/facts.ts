import { isObject } from '../ground/fields';
import { Json } from '../ground/objects';

/** Why a value of a manifest must not be changed behind the library's back. */
export interface Reason {
  /** Who reads the same value elsewhere. */
  readonly readBy: string;
  /** The advice in place of a patch. */
  readonly fix: string;
}

/** A value is read elsewhere, and this is what to do. */
export const because = (readBy: string, fix: string): Reason => ({ readBy, fix });

/** A value is read elsewhere, and set in some place in place of a patch. */
export const setIn = (place: string, readBy: string): Reason => because(readBy, `remove the patch, and set it in ${place}`);

/** A value that is stated once, read elsewhere, and no longer the same. */
export interface Change extends Reason {
  /** Where it stands below the value that was compared, for example `.containers[server].image`. */
  readonly path: string;
  /** The place that the value belongs to: the item of a list, or the word before it; a credential is known by it. */
  readonly name?: string;
  readonly from: Json;
  readonly to: Json;
}

/** The facts that are no longer as they were derived. Members that were not there before, and that nothing reads, may be added. */
export type Fact = (before: Json, after: Json) => readonly Change[];

/** The value is the same. */
export function same(reason: Reason): Fact {
  return (before, after) => difference(before, after, '', reason);
}

/** The value is the same, where there was one. */
export function kept(reason: Reason): Fact {
  return (before, after) => (before === undefined ? [] : difference(before, after, '', reason));
}

/** The value is the same, or left out. */
export function keptOrLeftOut(reason: Reason): Fact {
  return (before, after) => (isNothing(after) ? [] : difference(before, after, '', reason));
}

/** The value is one of some, or left out. */
export function among(values: readonly string[], reason: Reason): Fact {
  return (before, after) => (isNothing(after) || values.includes(after as string) ? [] : [{ path: '', from: before, to: after, ...reason }]);
}

/** Several facts of one value. */
export function every(...facts: Fact[]): Fact {
  return (before, after) => facts.flatMap(fact => fact(before, after));
}

/** Members that are named here are facts, others are not; with a reason, the whole must not go away. */
export function within(facts: { readonly [member: string]: Fact }, reason?: Reason): Fact {
  const named = Object.entries(facts);
  return (before, after) => {
    if (before === undefined) return [];
    if (reason !== undefined && !isObject(after)) return [{ path: '', from: before, to: after, ...reason }];
    return named.flatMap(([member, fact]) => below(`.${member}`, fact(memberOf(before, member), memberOf(after, member))));
  };
}

/** Entries of a map are the same; with keys, only these. */
export function entries(reason: Reason, keys?: readonly string[]): Fact {
  return (before, after) => Object.entries(isObject(before) ? before : {}).flatMap(([key, value]) => (
    keys === undefined || keys.includes(key) ? difference(value, memberOf(after, key), `[${JSON.stringify(key)}]`, reason) : []
  ));
}

/** Items of a list, found again by a member, are there and have the facts of their name. Of several with one name the last counts, as in Kubernetes. */
export function items(key: string, factOf: (name: string) => Fact, reason: Reason): Fact {
  return (before, after) => (Array.isArray(before) ? before : []).flatMap((item): readonly Change[] => {
    const name = memberOf(item, key);
    const path = `[${String(name)}]`;
    const found = (Array.isArray(after) ? after : []).filter(one => memberOf(one, key) === name).at(-1);
    if (found === undefined) return [{ path, from: item, to: undefined, ...reason }];
    return below(path, factOf(String(name))(item, found)).map(change => ({ name: String(name), ...change }));
  });
}

/** Each item of a list is still one of it. */
export function contains(reason: Reason): Fact {
  return (before, after) => (Array.isArray(before) ? before : []).flatMap((item, index) => {
    const isThere = Array.isArray(after) && after.some(one => difference(item, one, '', reason).length === 0);
    return isThere ? [] : [{ path: `[${index}]`, from: item, to: undefined, ...reason }];
  });
}

/** A list of words begins as it did; more may follow. */
export function begins(reason: Reason): Fact {
  return (before, after) => {
    if (!Array.isArray(before)) return [];
    const words = Array.isArray(after) ? after : [];
    const index = before.findIndex((word, position) => words[position] !== word);
    return index < 0 ? [] : [{ path: `[${index}]`, name: String(words[index - 1] ?? ''), from: before[index], to: words[index], ...reason }];
  };
}

/** The first difference between two values: messages show words and numbers of a manifest, and never all of it. */
function difference(before: Json, after: Json, path: string, reason: Reason): readonly Change[] {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return first(before.map((_item, index) => String(index)), key => difference(before[Number(key)], after[Number(key)], `${path}[${key}]`, reason));
  }
  if (isObject(before) && isObject(after)) {
    return first([...new Set([...Object.keys(before), ...Object.keys(after)])], key => difference(before[key], after[key], `${path}.${key}`, reason));
  }
  const isSame = before === after || (isNothing(before) && isNothing(after));
  return isSame ? [] : [{ path, from: before, to: after, ...reason }];
}

function first(keys: readonly string[], compare: (key: string) => readonly Change[]): readonly Change[] {
  for (const key of keys) {
    const found = compare(key);
    if (found.length > 0) return found;
  }
  return [];
}

function memberOf(value: Json, member: string): Json {
  return isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}

function isNothing(value: Json): boolean {
  return value === undefined || value === null;
}

function below(path: string, changes: readonly Change[]): readonly Change[] {
  return changes.map(change => ({ ...change, path: `${path}${change.path}` }));
}
