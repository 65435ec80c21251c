import { named } from './words';

/** Errors that nobody throws on purpose. */
const BUGS: readonly unknown[] = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

/** A thrown value, in words. */
export function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const message = memberOf(error, 'message');
  if (typeof message !== 'string') return `${named(error)} was thrown, and no Error`;
  return isBug(error) ? `${String(memberOf(error, 'name'))}: ${message}` : message;
}

/** Whether it was thrown by a mistake in a program, and not to say something to its user. */
export function isBug(error: unknown): boolean {
  return BUGS.includes(memberOf(error, 'name'));
}

/** A member of a value that a user has thrown or made, which can be anything; nothing, where it cannot be read. */
export function memberOf(value: unknown, member: string): unknown {
  try {
    return (value as { readonly [member: string]: unknown } | undefined | null)?.[member];
  } catch {
    return undefined;
  }
}
