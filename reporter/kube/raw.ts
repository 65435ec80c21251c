/** Any JSON object that came over the wire: nothing of it is believed until it was looked at. */
export interface Raw { readonly [member: string]: unknown }

/** The members of an object; none when it is no object. */
export function record(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Raw : {};
}

/** The items of a list; none when it is no list. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; undefined when it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A finite number; undefined when it is none. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The largest number that Kubernetes has for a count. */
export const MOST = 2 ** 31 - 1;

/** A number of things, as Kubernetes counts them; undefined when it is none. */
export function count(value: unknown): number | undefined {
  const amount = number(value);
  return amount !== undefined && Number.isInteger(amount) && amount >= 0 && amount <= MOST ? amount : undefined;
}

/** A time, in milliseconds since 1970; undefined when it is none. */
export function time(value: unknown): number | undefined {
  const parsed = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** What a path of members leads to. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, member) => record(inner)[member], value);
}
