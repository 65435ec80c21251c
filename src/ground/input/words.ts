import { brandOf } from './brands';
import { readable, show } from '../errors';
import { changesBetween } from '../spelling';

/** A value in words, for a message. Values inside of lists, maps and structs are never shown: they can be credentials. */
export function named(value: unknown): string {
  try {
    return nameOf(value);
  } catch {
    return 'a value that cannot be read'; // a getter, or a Proxy, that throws
  }
}

function nameOf(value: unknown): string {
  switch (typeof value) {
    case 'undefined': return 'nothing';
    case 'function': return isClass(value) ? `the class ${value.name}, not a value of it` : 'a function';
    case 'object': return value === null ? 'null' : namedObject(value);
    case 'symbol': return 'a symbol';
    case 'bigint': return 'a bigint';
    default: return show(value);
  }
}

/** A value that was thrown by something of the user's, in one line that can always be made. */
export function thrown(error: unknown): string {
  try {
    const { name, message } = error as Error;
    return typeof message === 'string' && typeof name === 'string' ? `${name}: ${readable(message)}`.replace(/\s+/g, ' ') : `${named(error)} was thrown`;
  } catch {
    return 'it throws a value that cannot be read either';
  }
}

/** As `named`, without the characters of a text, for places where it is likely to be a credential. */
export function namedUnseen(value: unknown): string {
  return typeof value === 'string' ? `a text of ${value.length} characters (not shown: it can be a credential)` : named(value);
}

function namedObject(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  const brand = brandOf(value);
  if (brand !== undefined) return withArticle(brand);
  const { name } = (value as { readonly constructor?: { readonly name?: unknown } }).constructor ?? {};
  if (typeof name === 'string' && /^[\w$]{1,100}$/.test(name) && name !== 'Object') {
    return name === 'Promise' ? 'a Promise: wait for it, nothing here is async' : withArticle(name);
  }
  const members = Object.keys(value);
  if (members.length === 0) return 'an object without members';
  return 'an object with '
    + `${members.slice(0, 5).map(member => (/^[\w$.-]{1,100}$/.test(member) ? member : show(member))).join(', ')}${members.length > 5 ? ', …' : ''}`;
}

function isClass(value: { readonly prototype?: unknown }): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}

/** A name with `a` or `an` in front. */
export function withArticle(name: string): string {
  return /^([AEIOU]|[FHLMNRSX][A-Z])/.test(name) ? `an ${name}` : `a ${name}`;
}

/** Whether a name can only be another one, mistyped: other case, or one letter wrong; an ending can make another word of it. */
export function isMistyped(name: string, known: string): boolean {
  return name.length <= 100 && !name.startsWith(known) && changesBetween(name.toLowerCase(), known.toLowerCase()) <= 1;
}
