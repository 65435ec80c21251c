import { classesRefusing } from './constants';

/*
 * An app can load this library twice, for example below a package of the platform team. `instanceof` then says no to values of the other
 * copy; a mark under a symbol that all copies share says the class of a value, and classes that users derive inherit it.
 */
const PREFIX = 'cdk8s-matrixinfer.';

/** A class, as far as its values can be marked. */
interface Branded {
  readonly prototype: object;
}

const BRAND = Symbol.for(`${PREFIX}brand`);

/** Where classes without a base class look for static members that they do not have. */
const CLASSES = classesRefusing(asked => {
  const { prototype } = asked as Partial<Branded>;
  return prototype !== undefined && Object.hasOwn(prototype, BRAND) ? brandOf(prototype) : undefined;
});

/**
 * Marks all values of a class, which from then on refuses constants that it does not have: the first thing that a class does whose values are given
 * to others.
 */
export function brand(type: Branded, name: string): void {
  Object.defineProperty(type.prototype, markOf(name), { value: true });
  Object.defineProperty(type.prototype, BRAND, { value: name });
  if (Object.getPrototypeOf(type) === Function.prototype) Object.setPrototypeOf(type, CLASSES);
}

/** The mark that all values of a class have, in this copy of the library and in others. */
export function markOf(name: string): symbol {
  return Symbol.for(`${PREFIX}${name}`);
}

/** Whether a value is one of a class of this library, or of one that a user has derived from it; of this copy or of another. */
export function isBranded(value: object, name: string): boolean {
  return markOf(name) in value;
}

/** The class of this library that a value is of, if any. */
export function brandOf(value: object): string | undefined {
  return (value as { readonly [BRAND]?: string })[BRAND];
}

/** Whether a value is of a class of this library itself, and of none that somebody has derived from it. */
export function isOfBrandItself(value: object): boolean {
  return Object.hasOwn(Object.getPrototypeOf(value) as object, BRAND);
}
