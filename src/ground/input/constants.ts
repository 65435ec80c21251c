import { show } from '../errors';
import { nearest } from '../spelling';

/** Names of constants: `NVIDIA_L4`, `V1_30`. */
const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** Names that somebody meant to be one, whatever the case: `Openshift`. */
const MEANT = /^[A-Z]\w*$/;

/** Names of factories, and constants in small letters. Node.js, promises and test runners look for words like these too, which are none. */
const WORD = /^[a-z]\w*$/;
const LOOKED_FOR = new Set(['then', 'toJSON', 'inspect', 'name', 'length', 'prototype', 'constructor', 'calls', 'nodeType', 'tagName']);

/** Names beyond which a message has too many. */
const MOST = 16;

/** The class or the enum that was asked, as far as it is the library's own: one that a user derives may be asked for whatever it has. */
type NameOf = (asked: object) => string | undefined;

/**
 * Lets an enum refuse names that it does not have. In JavaScript such a name is nothing, and nothing is a value that was left out: the default would be
 * taken in silence. What stands in the enum is found as before; only a name that is not there is looked for in its prototype.
 */
export function refuseUnknownMembers(type: object, name: string): void {
  Object.setPrototypeOf(type, refusing(Object.prototype, asked => (asked === type ? name : undefined)));
}

/** The same for the static members of classes, of which each says by itself what it is called. */
export function classesRefusing(nameOf: NameOf): object {
  return refusing(Function.prototype, nameOf);
}

function refusing(prototype: object, nameOf: NameOf): object {
  return new Proxy(prototype, {
    get(target, key, asked: object) {
      const found: unknown = Reflect.get(target, key, asked);
      if (found !== undefined || typeof key !== 'string') return found;
      const name = nameOf(asked);
      if (name !== undefined && isMistaken(asked, key)) throw unknown(asked, name, key);
      return undefined;
    },
  });
}

/** Whether a name that is not there was meant to be one of the library: by its first letter, or because one is near. */
function isMistaken(type: object, key: string): boolean {
  if (MEANT.test(key)) return true;
  return WORD.test(key) && !LOOKED_FOR.has(key) && nearest(key, namesOf(type)) !== undefined;
}

/** The constants and the factories of a class, or the members of an enum. */
function namesOf(type: object): string[] {
  return Object.getOwnPropertyNames(type).filter(name => CONSTANT.test(name) || (WORD.test(name) && !LOOKED_FOR.has(name))).sort();
}

function unknown(type: object, name: string, key: string): Error {
  const names = namesOf(type);
  const constants = names.filter(one => CONSTANT.test(one));
  const near = nearest(key, constants) ?? nearest(key, names);
  const listed = constants.length <= MOST ? constants : [...constants.slice(0, MOST), `${constants.length - MOST} more`];
  const other = names.includes('of') ? `, or use ${name}.of(…)` : '';
  const known = constants.length === 0 && near === undefined
    ? `it has no constants, but ${names.map(one => `${one}()`).join(', ')}`
    : near === undefined ? `known are ${listed.join(', ')}` : `did you mean ${near}?`;
  return new Error(`${name} has no ${show(key).slice(1, -1)}; ${known}${near === undefined ? other : ''}`);
}
