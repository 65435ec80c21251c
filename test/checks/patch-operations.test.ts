import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { MatrixInferCrds, ModelStatusReporter } from '../../src';
import { applyPatches } from '../../src/checks/patch-operations';
import { Json } from '../../src/ground/objects';
import { chartIn, findingsOf, plainModel, rulesOf } from '../fixtures';

const { add, copy, move, remove, replace, test: check } = JsonPatch;
const DOCUMENT = { spec: { 'replicas': 2, 'items': ['a', 'b'], 'a/b': 1, '~': 2, 'inner': { x: 1 } }, empty: { gone: null }, many: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`m${index}`, index])) };

/** An operation that no factory of cdk8s makes, as untyped callers can. */
const raw = (operation: unknown) => ({ _toJson: () => operation }) as unknown as JsonPatch;

describe('an operation that does not apply', () => {
  test.each<[string, JsonPatch, RegExp]>([
    ['a removal of what is absent', remove('/spec/none'), /^remove "\/spec\/none": \/spec has no "none", it has replicas, items/],
    ['a removal behind the end of a list', remove('/spec/items/2'), /\/spec\/items is a list of 2 items, counted from 0, and has none at "2"/],
    ['a removal of "-"', remove('/spec/items/-'), /has none at "-"/],
    ['a replacement of what is absent', replace('/spec/none', 1), /\/spec has no "none"/],
    ['a replacement behind the end of a list', replace('/spec/items/9', 'c'), /has none at "9"; an item is replaced where there is one, and added at the end with "-"/],
    ['an addition behind the end of a list', add('/spec/items/3', 'c'), /has none at "3"/],
    ['a negative index', add('/spec/items/-1', 'c'), /has none at "-1"/],
    ['an index with a zero in front', add('/spec/items/01', 'c'), /has none at "01"/],
    ['an index with an exponent', add('/spec/items/1e0', 'c'), /has none at "1e0"/],
    ['an index in hexadecimal', replace('/spec/items/0x1', 'c'), /has none at "0x1"/],
    ['an index with a sign', add('/spec/items/+1', 'c'), /has none at "\+1"/],
    ['an index with a space', add('/spec/items/ 1', 'c'), /has none at " 1"/],
    ['a name in a list', add('/spec/items/a', 'c'), /has none at "a"/],
    ['the length of a list', replace('/spec/items/length', 0), /has none at "length"/],
    ['an addition below what is absent', add('/spec/none/x', 1), /\/spec has no "none"/],
    ['an addition below a number', add('/spec/replicas/x', 1), /\/spec\/replicas is neither an object nor a list/],
    ['a member of every object', replace('/spec/constructor', 1), /has no "constructor"/],
    ['an addition to a prototype', add('/spec/__proto__/x', 1), /has no "__proto__"/],
    ['a failed test', check('/spec/replicas', 3), /^test "\/spec\/replicas": the test failed/],
    ['a test of what is absent', check('/spec/none', 3), /\/spec has no "none"/],
    ['a move from nothing', move('/spec/none', '/spec/there'), /\/spec has no "none"/],
    ['a copy from nothing', copy('/spec/none', '/spec/there'), /\/spec has no "none"/],
    ['a move into itself', move('/spec/inner', '/spec/inner/x'), /moves "\/spec\/inner" into itself/],
    ['a move behind what is left of a list', move('/spec/items/0', '/spec/items/2'), /is a list of 1 item, counted from 0, and has none at "2"/],
    ['a copy below nothing', copy('/spec/inner', '/none/there'), /the whole has no "none", it has spec, empty, many/],
    ['a path without a slash', add('spec/x', 1), /its path does not begin with "\/"/],
    ['a path with dots', replace('.spec.replicas', 1), /its path does not begin with "\/"/],
    ['a path with an empty part', add('/spec/x/', 1), /its path has an empty part/],
    ['a path that is no text', raw({ op: 'remove', path: 5 }), /its path is 5, allowed is a text/],
    ['a path that is missing', raw({ op: 'remove' }), /its path is nothing, allowed is a text/],
    ['a from that is missing', raw({ op: 'move', path: '/spec/x' }), /its from is nothing/],
    ['a from without a slash', raw({ op: 'copy', from: 'spec', path: '/spec/x' }), /its from does not begin with "\/"/],
    ['an escape that is none', replace('/spec/~2', 1), /has a "~" without 0 or 1 behind it/],
    ['a tilde at the end', replace('/spec/~', 1), /has a "~" without 0 or 1 behind it/],
    ['an operation that does not exist', raw({ op: 'merge', path: '/spec', value: {} }), /its op is "merge", allowed is add, replace, test, remove, move, copy/],
    ['an operation in capitals', raw({ op: 'Add', path: '/spec/x', value: 1 }), /its op is "Add"/],
    ['a member of every object as operation', raw({ op: 'toString', path: '/spec/x', value: 1 }), /its op is "toString"/],
    ['an operation of the library that cdk8s uses', raw({ op: '_get', path: '/spec' }), /its op is "_get"/],
    ['no operation', raw('remove'), /it is "remove", allowed is an object/],
    ['an addition without a value', add('/spec/x', undefined), /its value is undefined/],
    ['a number that is none', add('/spec/x', NaN), /its value is NaN; allowed is a value that JSON can hold/],
    ['an infinite one, inside', add('/spec/x', { y: [Infinity] }), /its value\.y\[0\] is Infinity/],
    ['a function', add('/spec/x', () => 1), /its value is a function/],
    ['a symbol', add('/spec/x', [Symbol('a')]), /its value\[0\] is a symbol/],
    ['a large number', add('/spec/x', 1n), /its value is a bigint/],
    ['a hole in a list', add('/spec/x', [undefined]), /its value\[0\] is undefined/],
    ['a date', add('/spec/x', new Date(0)), /its value is no plain object/],
    ['a map', add('/spec/x', { y: new Map() }), /its value\.y is no plain object/],
    ['a part behind others that are fine', add('/spec/x', { y: 1, z: ['a', () => 1] }), /its value\.z\[1\] is a function/],
    ['a member of an empty object', remove('/empty/x'), /\/empty has no "x", it has nothing$/],
    ['a member of an object with many', remove('/many/x'), /\/many has no "x", it has m0, .*, m19$/],
  ])('is said: %s', (_what, patch, why) => {
    const { failure, fix } = applyPatches(DOCUMENT, [patch]);
    expect(failure).toMatch(why);
    expect([failure, fix]).toMatchSnapshot();
  });

  test('is the first of several, and is counted', () => {
    const { failure, document } = applyPatches(DOCUMENT, [add('/spec/x', 1), remove('/spec/y'), remove('/spec/z')]);
    expect(failure).toMatch(/^2 of 3, remove "\/spec\/y": /);
    expect(document).toEqual({ ...DOCUMENT, spec: { ...DOCUMENT.spec, x: 1 } });
  });
});

describe('an operation that applies', () => {
  test.each<[string, JsonPatch, Json]>([
    ['an addition at the end of a list', add('/spec/items/2', 'c'), ['a', 'b', 'c']],
    ['one with "-"', add('/spec/items/-', 'c'), ['a', 'b', 'c']],
    ['one in front', add('/spec/items/0', 'c'), ['c', 'a', 'b']],
    ['a removal', remove('/spec/items/0'), ['b']],
    ['a move inside of a list', move('/spec/items/0', '/spec/items/1'), ['b', 'a']],
    ['a copy to the end', copy('/spec/items/0', '/spec/items/-'), ['a', 'b', 'a']],
    ['a replacement', replace('/spec/items', null), null],
  ])('is: %s', (_what, patch, items) => {
    const { document, failure, idle } = applyPatches(DOCUMENT, [patch]);
    expect({ failure, idle, items: (document as typeof DOCUMENT).spec.items }).toEqual({ failure: undefined, idle: [], items });
  });

  test('reads escapes', () => {
    const { document, failure } = applyPatches(DOCUMENT, [replace('/spec/a~1b', 5), replace('/spec/~0', 6), add('/spec/~01', 7)]);
    expect({ failure, document }).toMatchObject({ failure: undefined, document: { spec: { 'a/b': 5, '~': 6, '~1': 7 } } });
  });

  test.each<[string, Json, JsonPatch[]]>([
    ['a copy into itself', { spec: { inner: { inner: { x: 1 }, x: 1 } } }, [replace('', { spec: { inner: { x: 1 } } }), copy('/spec/inner', '/spec/inner/inner')]],
    ['another whole in place of a list', { a: 1 }, [replace('', ['a']), add('', { a: 1 })]],
    ['an item behind the tenth', { list: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 'a'] }, [replace('', { list: Array.from({ length: 11 }, (_, index) => index) }), replace('/list/10', 'a')]],
    ['an object without a prototype', { a: { b: 1 } }, [replace('', {}), add('/a', Object.assign(Object.create(null), { b: 1 }))]],
  ])('makes %s', (_what, made, patches) => {
    const { document, failure } = applyPatches(DOCUMENT, patches);
    expect({ failure, document }).toEqual({ failure: undefined, document: made });
  });

  test('leaves the document that was given as it is', () => {
    const document = structuredClone(DOCUMENT);
    applyPatches(document, [remove('/spec')]);
    expect(document).toEqual(DOCUMENT);
  });

  test.each<[string, JsonPatch]>([
    ['the same value', replace('/spec/replicas', 2)],
    ['the same value, added', add('/spec/inner', { x: 1, y: undefined })],
    ['null for what is absent', add('/spec/none', null)],
    ['a move to where it is', move('/spec/inner', '/spec/inner')],
    ['a copy over itself', copy('/spec/items', '/spec/items')],
  ])('and changes nothing is named: %s', (_what, patch) => {
    expect(applyPatches(DOCUMENT, [patch]).idle).toHaveLength(1);
  });

  test('is not named when it only tests', () => {
    expect(applyPatches(DOCUMENT, [check('/spec/replicas', 2)])).toMatchObject({ idle: [] });
  });
});

/** Everything of the library that can be patched. */
function objects(chart: Chart): ApiObject[] {
  plainModel(chart, 'model', { replicas: 2, network: {} });
  new MatrixInferCrds(chart, 'crds');
  new ModelStatusReporter(chart, 'reporter', { namespace: 'status' });
  return chart.node.findAll().filter(ApiObject.isApiObject);
}

describe('patches of every object', () => {
  const kinds = objects(chartIn('ml')).map((one, index) => [one.kind, index] as const);

  test.each(kinds)('are said when they do not apply: %s', (kind, index) => {
    const chart = chartIn('ml');
    objects(chart)[index].addJsonPatch(remove('/metadata/annotations/none'));
    expect(findingsOf(chart, 'patch-failed').map(({ what }) => what)).toEqual([expect.stringMatching(new RegExp(`^a patch of the ${kind} does not apply: remove`))]);
  });

  test.each(kinds)('are said when they change nothing: %s', (kind, index) => {
    const chart = chartIn('ml');
    const object = objects(chart)[index];
    object.addJsonPatch(replace('/metadata/name', object.name), replace('/kind', kind));
    expect(findingsOf(chart, 'patch-without-effect').map(({ what }) => what)).toEqual([
      `a patch of the ${kind} changes nothing: 1 of 2, replace "/metadata/name"`, `a patch of the ${kind} changes nothing: 2 of 2, replace "/kind"`,
    ]);
  });

  test.each(kinds)('are said when there are none: %s', (kind, index) => {
    const chart = chartIn('ml');
    objects(chart)[index].addJsonPatch();
    expect(findingsOf(chart, 'patch-without-effect').map(({ what }) => what)).toEqual([`a patch of the ${kind} changes nothing: no operation was given`]);
    expect(findingsOf(chart, 'object-schema')).toEqual([]);
  });
});

describe('patches of the Pod template', () => {
  test.each<[string, JsonPatch[], string]>([
    ['that do not apply', [add('/spec/containers/7', { name: 'a' })], 'patch-failed'],
    ['that change nothing', [replace('/spec/enableServiceLinks', false)], 'patch-without-effect'],
    ['of which there are none', [], 'patch-without-effect'],
  ])('are said, %s', (_what, patches, rule) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { pod: { patches } });
    expect(rulesOf(chart)).toEqual([rule]);
  });

  test('of a profile are said of the model that they do not fit', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { profileProps: { pod: { patches: [remove('/spec/initContainers/4')] } } });
    expect(findingsOf(chart, 'patch-failed').map(({ path }) => path)).toEqual(['chart/model/Runtime']);
  });

  test('show nothing of a credential in a path', () => {
    const token = `hf_${'a1B2c3D4'.repeat(4)}`;
    const chart = chartIn('ml');
    plainModel(chart, 'model', { pod: { patches: [remove(`/metadata/labels/${token}`)] } });
    expect(JSON.stringify(findingsOf(chart, 'patch-failed'))).not.toContain(token);
  });
});
