import fc from 'fast-check';
import { goodModels, goodResources, quantities } from './arbitraries';
import { allSteps, at, Document, withValue } from './documents';
import { CrdFile } from '../../../scripts/crd/crd-file';

/** Values that are often judged wrongly. */
const ODD_VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e21, 1e-7, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63), '', ' ', 'a', 'A', '-1', '1.5', '1e5', '1Gi', '1e1.5', 'é', '\u0000', '\u212a', '\u0130', '😀',
  'a\n', 'x'.repeat(70), [], [null], [[]], ['a'], {}, { a: 1 }, { name: 'a' }, [{}], [{ name: 'a' }],
];

/** Good objects of a CRD into which something was thrown, anywhere and several times. */
export function noisyResources(crd: CrdFile): fc.Arbitrary<Document> {
  const edit = fc.record({
    position: fc.nat(),
    value: fc.oneof(fc.constantFrom(...ODD_VALUES), fc.jsonValue({ maxDepth: 2 })),
    how: fc.constantFrom('replace', 'remove', 'add', 'rename'),
    name: fc.oneof(fc.constantFrom('name', 'value', 'status', 'cpu', 'spec', 'a/b', 'constructor'), fc.string({ maxLength: 5 })),
  });
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  return fc.tuple(goodResources(crd), fc.option(statuses(), { nil: undefined }), edits).map(([document, status, all]) =>
    all.reduce(applied, status === undefined ? document : { ...document, status }));
}

/** Models with a request and a limit of any size: which of them is the larger decides. */
export function modelsWithAnyLimit(): fc.Arbitrary<Document> {
  return fc.tuple(goodModels(), quantities(), quantities(), fc.constantFrom('cpu', 'memory', 'ephemeral-storage')).map(([model, request, limit, name]) =>
    withValue(model, ['spec', 'runtime', 'resources'], { requests: { [name]: request }, limits: { [name]: limit } }));
}

function applied(document: Document, { position, value, how, name }: { position: number; value: unknown; how: string; name: string }): Document {
  const all = allSteps(document).filter((steps) => steps[0] !== 'metadata' || !['name', 'namespace'].includes(String(steps[1])));
  if (all.length === 0) return document;
  const steps = all[position % all.length]!;
  const current = at(document, steps);
  if (steps.length === 1 && steps[0] === 'metadata') return document; // without its namespace, another is asked
  if (how === 'remove') return withValue(document, steps, undefined);
  const isObject = typeof current === 'object' && current !== null && !Array.isArray(current);
  if (how === 'add' && isObject && name !== '__proto__') return withValue(document, [...steps, name], value);
  if (how === 'rename' && typeof steps.at(-1) === 'string' && name !== '__proto__') {
    return withValue(withValue(document, steps, undefined), [...steps.slice(0, -1), name], current);
  }
  return withValue(document, steps, value);
}

/** Statuses, good and bad: the API server drops them, but for field names that it does not know. */
function statuses(): fc.Arbitrary<unknown> {
  const phase = fc.constantFrom<unknown>('Ready', 'Any', 5);
  const conditions = fc.constantFrom<unknown>([], [{ type: 'Ready', status: true }], [{ typ: 'Ready' }], { a: 1 }, [[{ a: 1 }]]);
  return fc.oneof(fc.record({ phase, conditions }, { requiredKeys: [] }), fc.constantFrom<unknown>(...ODD_VALUES));
}
