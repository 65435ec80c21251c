import { tryParseQuantity } from './quantity';

/**
 * The parts of the rules of a CRD once they are compiled from CEL to JavaScript, by `scripts/crd/cel.ts`: the functions and operators
 * of CEL that JavaScript has not, or has otherwise. A function is called with its receiver first.
 *
 * An error of CEL, such as a member that is not there or a text that is no quantity, is thrown; the API server refuses an object then.
 */
export const CEL = {
  /** `&&`: an error on one side is none when the other side is false. */
  and: (left: Lazy, right: Lazy): boolean => both(left, right, false),
  /** `||`: an error on one side is none when the other side is true. */
  or: (left: Lazy, right: Lazy): boolean => both(left, right, true),
  has: (target: unknown, name: string): boolean => Object.hasOwn(Object(target) as object, name),
  field: (target: unknown, name: string): unknown => {
    if (!CEL.has(target, name)) throw new Error(`no such key: ${name}`);
    return (target as Record<string, unknown>)[name];
  },
  at: (target: unknown, key: unknown): unknown => CEL.field(target, String(key)),
  in: (value: unknown, target: unknown): boolean => {
    return Array.isArray(target) ? target.some(item => CEL.same(item, value)) : CEL.has(target, String(value));
  },
  same: (left: unknown, right: unknown): boolean => {
    return left === right || (typeof left === 'object' && JSON.stringify(sorted(left)) === JSON.stringify(sorted(right)));
  },
  all: (target: unknown, holds: Judge): boolean => any(itemsOf(target), holds, false),
  exists: (target: unknown, holds: Judge): boolean => any(itemsOf(target), holds, true),
  exists_one: (target: unknown, holds: Judge): boolean => itemsOf(target).filter(holds).length === 1,
  filter: (target: unknown, holds: Judge): unknown[] => itemsOf(target).filter(holds),
  map: (target: unknown, to: (item: unknown) => unknown): unknown[] => itemsOf(target).map(to),
} as const;

/** The functions of CEL that a rule may call, as a function or as a method; another one has to be added here. */
export const CEL_FUNCTIONS: Readonly<Record<string, (...args: never[]) => unknown>> = {
  size: (value: string | object) => (typeof value === 'string' ? [...value].length : Object.keys(value).length),
  string: (value: unknown) => String(value),
  int: (value: unknown) => whole(value),
  startsWith: (text: string, start: string) => text.startsWith(start),
  endsWith: (text: string, end: string) => text.endsWith(end),
  contains: (text: string, part: string) => text.includes(part),
  matches: (text: string, pattern: string) => new RegExp(pattern, 'u').test(text),
  lowerAscii: (text: string) => text.replace(/[A-Z]/g, letter => letter.toLowerCase()),
  upperAscii: (text: string) => text.replace(/[a-z]/g, letter => letter.toUpperCase()),
  indexOf: (text: string, part: string) => text.indexOf(part),
  split: (text: string, separator: string) => text.split(separator),
  quantity: (text: string) => amount(text),
  isQuantity: (text: string) => tryParseQuantity(text) !== undefined,
  compareTo: (left: bigint, right: bigint) => (left < right ? -1 : Number(left > right)),
  isGreaterThan: (left: bigint, right: bigint) => left > right,
  isLessThan: (left: bigint, right: bigint) => left < right,
};

type Lazy = () => boolean;
type Judge = (item: unknown) => boolean;

/** Both sides of an operator that is decided by one that is `decisive`. */
function both(left: Lazy, right: Lazy, decisive: boolean): boolean {
  try {
    if (left() === decisive) return decisive;
  } catch (error) {
    if (right() === decisive) return decisive;
    throw error;
  }
  return right();
}

/** The answer about all items; that of one item that is `decisive` decides, whatever errors the others have. */
function any(items: readonly unknown[], holds: Judge, decisive: boolean): boolean {
  let failed: unknown;
  for (const item of items) {
    try {
      if (holds(item) === decisive) return decisive;
    } catch (error) {
      failed ??= error;
    }
  }
  if (failed !== undefined) throw failed;
  return !decisive;
}

/** The values that a macro goes through: the items of a list, the keys of a map. */
function itemsOf(target: unknown): unknown[] {
  return Array.isArray(target) ? target : Object.keys(target as object);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, member]) => [name, sorted(member)]);
}

function whole(value: unknown): number {
  const number = typeof value === 'string' && !/^-?[0-9]+$/.test(value) ? NaN : Math.trunc(Number(value));
  if (Number.isNaN(number)) throw new Error(`no integer: ${String(value)}`);
  return number;
}

function amount(text: string): bigint {
  const parsed = tryParseQuantity(text);
  if (parsed === undefined) throw new Error(`no quantity: ${text}`);
  return parsed;
}
