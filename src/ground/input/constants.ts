import { show } from '../errors';
import { nearest } from '../spelling';

/** Names of constants: `NVIDIA_L4`, `V1_30`. Whatever else is looked for in a class or an enum, by Node.js or by a test runner, is none. */
const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

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
      if (found !== undefined || typeof key !== 'string' || !CONSTANT.test(key)) return found;
      const name = nameOf(asked);
      if (name !== undefined) throw unknown(asked, name, key);
      return undefined;
    },
  });
}

function unknown(type: object, name: string, key: string): Error {
  const own = Object.getOwnPropertyNames(type);
  const constants = own.filter(one => CONSTANT.test(one)).sort();
  const near = nearest(key, constants);
  const listed = constants.length <= MOST ? constants : [...constants.slice(0, MOST), `${constants.length - MOST} more`];
  const other = own.includes('of') ? `, or use ${name}.of(…)` : '';
  const known = constants.length === 0 ? 'it has no constants' : near === undefined ? `known are ${listed.join(', ')}` : `did you mean ${near}?`;
  return new Error(`${name} has no ${show(key).slice(1, -1)}; ${known}${near === undefined ? other : ''}`);
}
