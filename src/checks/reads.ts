/**
 * An object that notes which of its members are read, in a list that changes with the reader. Whoever goes through all of its members has read every one.
 *
 * @param prefix the beginning of the names in the list.
 * @param inner members that are noted by their own members.
 */
export function noting<T extends object>(object: T, note: (member: string) => void, prefix = '', inner: { readonly [member: string]: object } = {}): T {
  return new Proxy(object, {
    get: (target, member) => {
      if (typeof member === 'string' && Object.hasOwn(inner, member)) return inner[member];
      note(prefix + String(member));
      return Reflect.get(target, member) as unknown;
    },
    has: (target, member) => {
      note(prefix + String(member));
      return Reflect.has(target, member);
    },
    getOwnPropertyDescriptor: (target, member) => {
      note(prefix + String(member));
      return Reflect.getOwnPropertyDescriptor(target, member);
    },
    ownKeys: target => {
      note(EVERYTHING);
      return Reflect.ownKeys(target);
    },
  });
}

/** Noted by those who go through all members. */
export const EVERYTHING = '*';

/** The names of the members in which two objects differ. */
export function differing<T extends object>(one: T, other: T, prefix = ''): string[] {
  const found: string[] = [];
  if (one === other) return found;
  for (const name in one) if (one[name] !== other[name]) found.push(prefix + name);
  for (const name in other) if (!(name in one) && other[name] !== undefined) found.push(prefix + name);
  return found;
}
