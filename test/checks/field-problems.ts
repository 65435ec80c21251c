import { Field } from '../../src/ground/fields';
import { Json } from '../../src/ground/objects';

/** The problems of a value, each as `path: got, allowed`. */
export function problemsOf(field: Field, value: Json): string[] {
  return field(value).map(({ path, got, allowed }) => `${path}: ${typeof got === 'string' ? got : JSON.stringify(got)}, ${allowed}`);
}

/** A value that is refused, by what is wrong with it, and the problems that are said of it; none where it is accepted. */
export type Cases = readonly (readonly [what: string, value: Json, ...problems: string[]])[];
