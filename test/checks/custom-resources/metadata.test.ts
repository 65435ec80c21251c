import { goodModel, validateModel } from './models';

const found = (metadata: unknown) =>
  validateModel({ ...goodModel(), metadata } as object).map(({ path, rule }) => `${path}: ${rule}`);

describe('metadata', () => {
  test.each(['a', 'a.b-c.d', '0', 'l'.repeat(253)])('the name %s is taken', (name) => {
    expect(found({ name })).toEqual([]);
  });

  test.each(['A', 'a_b', '-a', 'a-', '.a', 'a..b', 'a b', 'ä'])('fails for the name "%s"', (name) => {
    expect(found({ name })).toEqual(['metadata.name: dns-1123']);
  });

  test('fails for a name that is too long, or no string', () => {
    expect(found({ name: 'l'.repeat(254) })).toEqual(['metadata.name: maxLength 253']);
    expect(found({ name: 7 })).toEqual(['metadata.name: type string']);
  });

  test.each([undefined, {}, { name: '' }, { name: null }])('fails for %j, which has no name', (metadata) => {
    expect(found(metadata)).toEqual(['metadata.name: required']);
  });

  test.each(['llama-', 'llama', 'a'])('the beginning of a generated name can be %s', (generateName) => {
    expect(found({ generateName })).toEqual([]);
  });

  test.each(['-', 'Llama-'])('fails for the beginning of a generated name %s', (generateName) => {
    expect(found({ generateName })).toEqual(['metadata.generateName: dns-1123']);
  });

  test('fails for metadata that is no object', () => {
    expect(validateModel({ ...goodModel(), metadata: [] }).map(({ path }) => path)).toEqual(['metadata']);
  });

  test('fails for a namespace that is no DNS label', () => {
    expect(found({ name: 'a', namespace: 'ml-models' })).toEqual([]);
    expect(found({ name: 'a', namespace: '' })).toEqual([]);
    expect(found({ name: 'a', namespace: 'ml.models' })).toEqual(['metadata.namespace: dns-1123']);
    expect(found({ name: 'a', namespace: 'n'.repeat(64) })).toEqual(['metadata.namespace: maxLength 63']);
  });

  test.each<[Record<string, unknown>]>([
    [{ app: 'a.b_c-D' }], [{ 'example.com/App_1': '' }], [{ a: null, b: undefined }], [{ ['k'.repeat(63)]: 'v'.repeat(63) }],
  ])('the labels %j are taken', (labels) => {
    expect(found({ name: 'a', labels })).toEqual([]);
  });

  test.each([
    [{ 'a b': 'c' }, 'metadata.labels["a b"]: qualified-name'],
    [{ 'Example.com/a': 'c' }, 'metadata.labels["Example.com/a"]: qualified-name'],
    [{ '/a': 'c' }, 'metadata.labels["/a"]: qualified-name'],
    [{ 'a/': 'c' }, 'metadata.labels["a/"]: qualified-name'],
    [{ [`${'d'.repeat(254)}/a`]: 'c' }, `metadata.labels["${'d'.repeat(254)}/a"]: qualified-name`],
    [{ ['k'.repeat(64)]: 'c' }, `metadata.labels.${'k'.repeat(64)}: qualified-name`],
    [{ a: 'v'.repeat(64) }, 'metadata.labels.a: label-value'],
    [{ a: '-' }, 'metadata.labels.a: label-value'],
    [{ a: true }, 'metadata.labels.a: type string'],
    [['a'], 'metadata.labels: type object'],
  ])('fails for the labels %j', (labels, expected) => {
    expect(found({ name: 'a', labels })).toEqual([expected]);
  });

  test('the keys of annotations may have capitals, and their values may be anything', () => {
    expect(found({ name: 'a', annotations: { 'Example.COM/Note': '{{ x }}\n' } })).toEqual([]);
  });

  test('fails for annotations that are too large together', () => {
    const annotations = { a: 'ä'.repeat(131_071), b: null };
    expect(found({ name: 'a', annotations })).toEqual([]);
    expect(found({ name: 'a', annotations: { ...annotations, c: '' } })).toEqual(['metadata.annotations: maxLength 262144']);
  });

  test('fails for annotations with a key that is no name', () => {
    expect(found({ name: 'a', annotations: { 'a/b/c': '' } })).toEqual(['metadata.annotations["a/b/c"]: qualified-name']);
  });

  test('fails for finalizers that are no list of names', () => {
    expect(found({ name: 'a', finalizers: ['example.com/wait'] })).toEqual([]);
    expect(found({ name: 'a', finalizers: 'example.com/wait' })).toEqual(['metadata.finalizers: type array']);
    expect(found({ name: 'a', finalizers: [1, 'a b'] })).toEqual(['metadata.finalizers[0]: type string', 'metadata.finalizers[1]: qualified-name']);
  });

  test('fails for a field that metadata does not have', () => {
    expect(found({ name: 'a', lables: {} })).toEqual(['metadata.lables: unknown-field']);
    expect(found({ name: 'a', lables: null })).toEqual(['metadata.lables: unknown-field']);
    expect(found({ name: 'a', lables: undefined, labels: null })).toEqual([]);
  });
});
