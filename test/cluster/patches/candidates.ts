import { JsonPatch } from 'cdk8s';
import { KUBERNETES_TYPES } from '../../../src/checks/kubernetes-types.generated';
import { isObject } from '../../../src/ground/fields';
import { Json, JsonObject } from '../../../src/ground/objects';

/** A patch of an object, and how a test calls it. */
export interface Candidate {
  readonly name: string;
  readonly patch: JsonPatch;
}

/** Values that are tried in place of others, by the type that Kubernetes says; those of a wrong type too. */
const VALUES: { readonly [type: string]: readonly Json[] } = {
  string: ['x', '', 'A b', '/p', 'x-1', 'a.b/c', '../up', 7],
  bool: [true, false, 'true'],
  int32: [1, 0, -1, 70_000, 4_294_967_296, 1.5, '1'],
  int64: [1, 0, -1, 70_000, 1.5, '1'],
  quantity: ['1', '0', '-1', '1.5', '10Gi', 2, 'lots'],
  time: ['2026-01-31T12:00:00Z', 'x', ''],
  intOrString: [1, 0, -1, 70_000, 'http', '25%', 'A b', true],
};

interface Field {
  readonly type: string;
  readonly name: string;
}

function fieldsOf(type: string): Field[] {
  return KUBERNETES_TYPES[type].split(' ').filter((word) => word !== '').map((word) => {
    const [, name, fieldType] = /^([^:@]+)(?::([^@]+))?/.exec(word)!;
    return { name, type: fieldType ?? '' };
  });
}

/** Values of a type: of structs an empty one, and each with one member. */
function valuesOf(type: string, depth: number = 2): readonly Json[] {
  if (Object.hasOwn(VALUES, type)) return VALUES[type];
  if (type === 'any' || type === 'number') return [];
  if (type.startsWith('=')) return [...fieldsOf(type.slice(1)).map(({ name }) => name).filter((name) => name !== '""'), 'Other'];
  if (type.startsWith('*')) return [[], ...valuesOf(type.slice(1), depth).slice(0, 12).map((value) => [value])];
  if (type.startsWith('%')) return [{}, ...valuesOf(type.slice(1), depth).map((value) => ({ 'example.com/key': value })), { 'a b': 'x' }];
  if (depth === 0) return [{}];
  return [{}, { nonsense: 'x' }, ...fieldsOf(type).flatMap(({ name, type: inner }) => valuesOf(inner, depth - 1).slice(0, 3).map((value) => ({ [name]: value })))];
}

/** Every removal, every replacement by another value of the type, and every addition of a member that is not there. */
export function candidatesFor(kind: string, manifest: JsonObject): Candidate[] {
  const found: Candidate[] = [];
  walk(kind, manifest, '', found);
  return found;
}

function walk(type: string, value: Json, pointer: string, found: Candidate[]): void {
  if (type.startsWith('*') && Array.isArray(value)) {
    value.forEach((item, index) => change(type.slice(1), item, `${pointer}/${index}`, found));
    for (const item of valuesOf(type.slice(1)).slice(0, 40)) found.push(add(`${pointer}/-`, item));
  } else if (type.startsWith('%') && isObject(value)) {
    Object.entries(value).forEach(([key, member]) => change(type.slice(1), member, `${pointer}/${escaped(key)}`, found));
    for (const member of valuesOf(type.slice(1))) found.push(add(`${pointer}/example.com~1added`, member));
    found.push(add(`${pointer}/a b`, 'x'));
  } else if (Object.hasOwn(KUBERNETES_TYPES, type) && isObject(value)) {
    for (const { name, type: inner } of fieldsOf(type)) {
      if (name === 'status' && pointer === '') continue;
      if (value[name] !== undefined) change(inner, value[name], `${pointer}/${name}`, found);
      else for (const member of valuesOf(inner)) found.push(add(`${pointer}/${name}`, member));
    }
    found.push(add(`${pointer}/nonsense`, 'x'));
  }
}

function change(type: string, value: Json, pointer: string, found: Candidate[]): void {
  found.push({ name: `remove ${pointer}`, patch: JsonPatch.remove(pointer) });
  for (const other of valuesOf(type).slice(0, 12)) found.push({ name: `replace ${pointer} ${JSON.stringify(other)}`, patch: JsonPatch.replace(pointer, other) });
  walk(type, value, pointer, found);
}

function add(pointer: string, value: Json): Candidate {
  return { name: `add ${pointer} ${JSON.stringify(value)}`, patch: JsonPatch.add(pointer, value) };
}

function escaped(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}
