import { objectsOfEachKind } from './objects-of-each-kind';
import { trySchemaOf } from '../../src/checks/custom-resources/validate';
import { Change } from '../../src/checks/facts';
import { checkObject } from '../../src/checks/object-checks';
import { changedContent, changedIdentity } from '../../src/checks/object-facts';
import { CONTENT } from '../../src/checks/spec-fields';
import { isObject } from '../../src/ground/fields';
import { Json, JsonObject } from '../../src/ground/objects';
import { KubernetesVersion } from '../../src/values/kubernetes-version';

/* Every value of every object that the library prints, changed: which of that contradicts what is derived, and what the API server would refuse. */

type Path = readonly (string | number)[];

/** The paths of all values below one, of lists and objects too. */
function pathsIn(value: Json, path: Path = []): Path[] {
  const members: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return members.flatMap(([member, one]) => [[...path, member], ...pathsIn(one, [...path, member])]);
}

const inWords = (path: Path) => path.map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('').slice(1);

/** A copy with another value at a path; without any where it is undefined. */
function withValue(object: JsonObject, path: Path, change: (value: Json) => Json): JsonObject {
  const copy = structuredClone(object);
  const parent = path.slice(0, -1).reduce<Json>((at, step) => (at as JsonObject)[step], copy) as JsonObject & Json[];
  const last = path.at(-1)!;
  const value = change(parent[last as number]);
  if (value !== undefined) parent[last as number] = value;
  else if (Array.isArray(parent)) parent.splice(last as number, 1);
  else delete parent[last];
  return copy;
}

/** Another value of the same type. */
function another(value: Json): Json {
  if (typeof value === 'string') return `${value}-x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return Array.isArray(value) ? [...value, 'more'] : { ...value as JsonObject, more: 'more' };
}

const OBJECTS = objectsOfEachKind();

/** Values that are rarely right: of another type, of another form, and outside of a range. */
const ODD: readonly Json[] = ['', 'A b', -1, 1.5, 'x'.repeat(300), [], {}, true];

/** Kinds whose values are not walked through: those of a CRD are a file of the library's own. */
const NOT_WALKED = ['CustomResourceDefinition'];

test('objects of all kinds are there, and none of them is refused', () => {
  const missing = Object.keys(CONTENT).filter(kind => !OBJECTS.has(kind) && !NOT_WALKED.includes(kind));
  expect(missing.map(kind => `make a ${kind} in objects-of-each-kind.ts`)).toEqual([]);
  expect([...OBJECTS.keys()]).toMatchSnapshot();
  expect([...OBJECTS.values()].flatMap(object => checkObject(object, { isPatched: true, version: KubernetesVersion.V1_37 }))).toEqual([]);
});

/** A change as it is said. */
const said = ({ path, name, from, to }: Change) => `${path}${name === undefined ? '' : ` (${name})`} ${shown(from)} → ${shown(to)}`;
const shown = (value: Json) => (typeof value === 'object' ? '…' : String(value).slice(0, 40).replace(/-[0-9a-f]{8}\b/, '-<hash>'));

describe.each([...OBJECTS])('%s', (kind, object) => {
  const paths = pathsIn(object).filter(path => !path.includes('schema'));

  /** What is found for each path, of those for which something is. */
  const foundBy = (find: (path: Path) => readonly string[]) => paths.flatMap(path => {
    const found = [...new Set(find(path))];
    return found.length === 0 ? [] : [`${inWords(path)}: ${found.join(' | ')}`];
  }).join('\n');

  test('who reads the values of facts, and what to do in place of a patch', () => {
    const changes = paths.flatMap(path => changedContent(kind, object, withValue(object, path, () => undefined)));
    expect([...new Set(changes.map(({ readBy, fix }) => `${readBy}; ${fix}`))].sort().join('\n')).toMatchSnapshot();
  });

  test.each(['another', 'a missing'] as const)('%s value contradicts what is derived', how => {
    expect(foundBy(path => {
      const after = withValue(object, path, how === 'a missing' ? () => undefined : another);
      return [...changedIdentity(object, after), ...changedContent(kind, object, after)].map(said);
    })).toMatchSnapshot();
  });

  if (trySchemaOf(object)) return; // custom resources of the library are refused in `test/invalid`

  test('an odd value is refused', () => {
    expect(foundBy(path => ODD.flatMap(odd => (
      checkObject(withValue(object, path, () => odd), { isPatched: true, version: KubernetesVersion.V1_37 }).map(({ what }) => what.replace(/^.*allowed is /, ''))
    )))).toMatchSnapshot();
  });

  test('where an odd value is to be corrected', () => {
    const fixes = [true, false].flatMap(isPatched => paths.flatMap(path => (
      checkObject(withValue(object, path, () => [1, {}]), { isPatched, version: KubernetesVersion.V1_37 }).map(({ fix }) => fix)
    )));
    expect([...new Set(fixes)].sort().join('\n')).toMatchSnapshot();
  });
});
