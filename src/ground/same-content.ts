import { Size } from 'cdk8s';
import { brandOf, isOfBrandItself } from './input/brands';

/**
 * Whether two values say the same, in the same order: equal texts and numbers, lists and structs of them, and values of this library and of cdk8s
 * that were made of such. Everything else (a construct, a function, a value of a class of a user's) is the same only where it is one object.
 */
export function isSameContent(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const type: unknown = Object.getPrototypeOf(one);
  if (type !== Object.getPrototypeOf(other) || !isValue(one, type)) return false;
  const [members, others] = [Reflect.ownKeys(one), Reflect.ownKeys(other)];
  return members.length === others.length
    && members.every((member, index) => member === others[index] && isSameContent(Reflect.get(one, member), Reflect.get(other, member)));
}

/** Whether a value is what is in it. */
function isValue(value: object, type: unknown): boolean {
  return type === Object.prototype
    || type === Array.prototype
    || type === Size.prototype
    || (brandOf(value) !== undefined && isOfBrandItself(value) && !('node' in value));
}
