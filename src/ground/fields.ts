import { invalid } from './errors';
import { isObject, Json, JsonObject } from './objects';
import { isShared } from './shared-data';

export { isObject } from './objects';

/** One value that the API server would refuse. */
export interface FieldProblem {
  /** Where it stands below the value that was judged, for example `.tolerations[0].operator`. */
  readonly path: string;
  readonly got: unknown;
  readonly allowed: string;
}

/** The values that the API server accepts in one place of a manifest; none is fine, unless it is `required`. */
export type Field = (value: Json) => readonly FieldProblem[];

/** Shared by all that is well: paths and lists are made for problems only, because every manifest is judged at every synth. */
const NONE: readonly FieldProblem[] = [];

/** Fields that have nothing against a part that many manifests have. */
const FINE = new WeakMap<object, Set<Field>>();

/** The problems of a value; a part that many manifests have is judged once. */
function judged(field: Field, value: Json): readonly FieldProblem[] {
  if (typeof value !== 'object' || value === null || !isShared(value)) return field(value);
  const fine = FINE.get(value);
  if (fine?.has(field)) return NONE;
  const found = field(value);
  if (found.length > 0) return found;
  if (fine) fine.add(field);
  else FINE.set(value, new Set([field]));
  return NONE;
}

/** A string for which a predicate holds. */
export function text(allowed: string, accepts: (value: string) => boolean): Field {
  return value => (value === undefined || (typeof value === 'string' && accepts(value)) ? NONE : [{ path: '', got: value, allowed }]);
}

/** A string that matches a pattern and is not longer than that. */
export function pattern(allowed: string, expression: RegExp, most: number): Field {
  return text(allowed, value => value.length <= most && expression.test(value));
}

/** A whole number in a range, ends included. */
export function whole(least: number, most: number): Field {
  const fits = (value: Json) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  return value => (value === undefined || fits(value) ? NONE : [{ path: '', got: value, allowed: `a whole number from ${least} to ${most}` }]);
}

/** One of some words. */
export function oneOf(...words: string[]): Field {
  return text(words.filter(word => word !== '').join(', '), value => words.includes(value));
}

/** Fields that have something to say of a value that is not given; the others are not even asked. */
const OF_NOTHING = new WeakSet<Field>();

function ofNothing(field: Field): Field {
  OF_NOTHING.add(field);
  return field;
}

/** A value that has to be there. */
export function required(field: Field, allowed: string): Field {
  return ofNothing(value => (value === undefined ? [{ path: '', got: 'nothing', allowed }] : field(value)));
}

/**
 * A struct: the members that are named here are judged, others are let through. The cost grows with the members that the value has, not with those
 * that it could have.
 */
export function members(fields: { readonly [name: string]: Field }): Field {
  const byName = new Map(Object.entries(fields));
  const needed = [...byName].filter(([, field]) => OF_NOTHING.has(field));
  return value => {
    if (!isObject(value)) return wrongType(value, 'an object');
    const given = gather(Object.keys(value), name => {
      const field = value[name] === undefined ? undefined : byName.get(name);
      return field === undefined ? NONE : below(judged(field, value[name]), () => `.${name}`);
    });
    const missing = gather(needed, ([name, field]) => (value[name] === undefined ? below(field(undefined), () => `.${name}`) : NONE));
    return missing.length === 0 ? given : [...given, ...missing];
  };
}

/** A list; with a member named, no two items have the same value in it. */
export function list(item: Field, key?: string): Field {
  return value => {
    if (!Array.isArray(value)) return wrongType(value, 'a list');
    const seen = new Set<Json>();
    return gather(value, (one, index) => {
      const found = judged(item, one);
      if (found.length > 0) return below(found, () => `[${index}]`);
      const name = key === undefined || !isObject(one) || one[key] === '' ? undefined : one[key];
      if (name === undefined || !seen.has(name)) {
        if (name !== undefined) seen.add(name);
        return NONE;
      }
      return [{ path: `[${index}].${key}`, got: name, allowed: 'a value that no other item has' }];
    });
  };
}

/** A map of strings. A member without a value is none, as everywhere in a manifest. */
export function map(key: Field, value: Field): Field {
  return entries => {
    if (!isObject(entries)) return wrongType(entries, 'a map');
    return gather(Object.entries(entries), ([name, member]) => {
      if (member === undefined) return NONE;
      const [wrong] = key(name);
      return wrong ? [{ ...wrong, path: '', allowed: `keys of ${wrong.allowed}` }] : below(value(member), () => `[${JSON.stringify(name)}]`);
    });
  };
}

/** Several fields for one value. */
export function both(...fields: Field[]): Field {
  const all: Field = value => gather(fields, field => field(value));
  return fields.some(field => OF_NOTHING.has(field)) ? ofNothing(all) : all;
}

/** A list with at most that many items. */
export const few = (most: number, item: Field): Field => both(list(item), value => (
  Array.isArray(value) && value.length > most ? [{ path: '', got: `${value.length} of them`, allowed: `at most ${most}` }] : []
));

/** A rule between members of a struct: the problems of one that is an object. */
export function rule(judge: (value: JsonObject) => readonly FieldProblem[]): Field {
  return value => (isObject(value) ? judge(value) : NONE);
}

/** A struct of which one of some members is given, and not two; with `least` 0 none of them is fine too. */
export function oneMember(names: readonly string[], least: 0 | 1 = 1): Field {
  const known = new Set(names);
  return rule(value => {
    const given = Object.keys(value).filter(name => known.has(name) && value[name] !== undefined);
    if (given.length <= 1 && given.length >= least) return NONE;
    return [{ path: '', got: given.join(', ') || 'nothing', allowed: `one of ${names.join(', ')}` }];
  });
}

/** A list with something in it. */
export function filled(field: Field): Field {
  const isEmpty = (value: Json) => value === undefined || (Array.isArray(value) && value.length === 0);
  return ofNothing(value => (isEmpty(value) ? [{ path: '', got: 'nothing', allowed: 'a list with something in it' }] : field(value)));
}

/** A value that must not be given. */
export function absent(allowed: string): Field {
  return value => (value === undefined ? NONE : [{ path: '', got: value, allowed }]);
}

/** Throws the first problem of a value, for values that are checked where they are built. */
export function mustBe(field: Field, value: Json, what: string, fix: string): void {
  const [problem] = field(value);
  if (problem) throw invalid({ what: `${what}${problem.path}`, got: problem.got, allowed: problem.allowed, fix });
}

function gather<T>(items: readonly T[], judge: (item: T, index: number) => readonly FieldProblem[]): readonly FieldProblem[] {
  let found = NONE;
  for (let index = 0; index < items.length; index++) {
    const more = judge(items[index], index);
    if (more.length > 0) found = found.length === 0 ? more : [...found, ...more];
  }
  return found;
}

function below(problems: readonly FieldProblem[], step: () => string): readonly FieldProblem[] {
  return problems.length === 0 ? NONE : problems.map(problem => ({ ...problem, path: `${step()}${problem.path}` }));
}

function wrongType(value: Json, allowed: string): readonly FieldProblem[] {
  return value === undefined ? NONE : [{ path: '', got: value, allowed }];
}
