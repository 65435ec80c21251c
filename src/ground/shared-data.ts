/*
 * Models of one profile are mostly alike: what is rendered for one of them is, but for names, what was rendered for the one before. Equal parts become one
 * and the same object here, so that whatever is asked of a part, by a check or by the printer, has to be found out once, and memory holds it once. A part is
 * equal when all that is in it is, in the same order: nothing is taken for granted.
 */

/** The largest parts that are in several manifests. Nobody may write into them. */
const SHARED = new WeakSet<object>();

/** Whether a part is one that several manifests have: only of those it is worth while to remember something. */
export function isShared(part: unknown): boolean {
  return typeof part === 'object' && part !== null && SHARED.has(part);
}

/** The same data, with the parts of `known` in place of those that are equal; `known` itself where all of it is. */
export function sharing<T>(data: T, known: unknown): T {
  const shared = shareOf(data, known);
  if (shared === known) share(shared);
  return shared as T;
}

function share(part: unknown): void {
  if (typeof part === 'object' && part !== null) SHARED.add(part);
}

function shareOf(data: unknown, known: unknown): unknown {
  if (data === known || typeof data !== 'object' || data === null || typeof known !== 'object' || known === null) return data;
  if (Array.isArray(data)) return Array.isArray(known) ? shareItems(data, known) : data;
  return isPlain(data) && isPlain(known) ? shareMembers(data, known) : data;
}

function shareItems(data: readonly unknown[], known: readonly unknown[]): unknown {
  const items = data.map((item, index) => shareOf(item, known[index]));
  if (items.length === known.length && items.every((item, index) => item === known[index])) return known;
  items.forEach((item, index) => { if (item === known[index]) share(item); });
  return items;
}

function shareMembers(data: Members, known: Members): unknown {
  const names = Object.keys(data);
  const members = names.map(name => shareOf(data[name], known[name]));
  const isEqual = names.every((name, index) => members[index] === known[name]);
  if (isEqual && isSameList(names, Object.keys(known))) return known;
  const out: { [name: string]: unknown } = {};
  names.forEach((name, index) => {
    out[name] = members[index];
    if (members[index] === known[name]) share(members[index]);
  });
  return out;
}

type Members = { readonly [name: string]: unknown };

function isPlain(value: object): value is Members {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether two lists of texts are equal. */
export function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
