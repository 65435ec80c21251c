import { isWithin, ruleViolations } from '../../../src/checks/custom-resources/cel-rules';
import { duplicateItems } from '../../../src/checks/custom-resources/duplicates';
import { placesAt } from '../../../src/checks/custom-resources/places';
import { violation } from '../../../src/checks/custom-resources/violation';
import { CelRule, ResourceSchema } from '../../../src/ground/resource-schema';

const SCHEMA: ResourceSchema = { group: 'example.com', apiVersion: 'example.com/v1', kind: 'Pool', name: 'pools.example.com', uniqueLists: [], rules: [], defaults: {}, ranges: {}, errors: () => [] };
const RESOURCE = { spec: { items: [{ a: 1, b: 2 }, { a: 3, b: 2 }, { a: 1 }, { a: 1, b: 2 }], words: ['x', 'y', 'x'], limits: { cpu: 1, memory: 2 }, none: null } };

const breaking = (path: string, blames: readonly string[] = [], holds: CelRule['holds'] = () => false): ResourceSchema => ({ ...SCHEMA, rules: [{ path, blames, message: 'a is not b', holds }] });
const paths = (schema: ResourceSchema, ...refused: string[]) => ruleViolations(RESOURCE, schema, refused.map(step => violation(step.split('.'), 1, 'type', 'is', 'fix'))).map(({ path }) => path);

describe('a rule of a CRD between fields', () => {
  test('is said with the place, the value and its message', () => {
    expect(ruleViolations(RESOURCE, breaking('spec.items[]', ['a'], item => (item as { a: number }).a === 1), [])).toEqual([{
      path: 'spec.items[1].a', value: '3', rule: 'rule', message: 'spec.items[1].a breaks a rule of its definition: a is not b, got 3', fix: 'correct it: a is not b',
    }]);
  });

  test('of the whole is said of its spec', () => {
    expect(paths(breaking(''))).toEqual(['spec']);
  });

  test('that is an error for CEL does not hold, and one that holds has no answer', () => {
    expect(paths(breaking('spec.limits', [], () => { throw new Error('no such key'); }))).toEqual(['spec.limits']);
    expect(paths(breaking('spec.limits', [], () => true))).toEqual([]);
  });

  test('is left out where what it reads is refused, at the place, above or below', () => {
    expect(paths(breaking('spec.limits'), 'spec.words')).toEqual(['spec.limits']);
    for (const refused of ['spec', 'spec.limits', 'spec.limits.cpu']) expect(paths(breaking('spec.limits'), refused)).toEqual([]);
  });
});

test.each([
  ['spec.a', 'spec.a', true], ['spec.a.b', 'spec.a', true], ['spec.a[0]', 'spec.a', true], ['spec.a', '', true],
  ['spec.ab', 'spec.a', false], ['spec', 'spec.a', false], ['spec.b', 'spec.a', false],
])('%s is within %j: %s', (path, above, within) => expect(isWithin(path, above)).toBe(within));

test.each<[string, [string, unknown][]]>([
  ['', [['', RESOURCE]]],
  ['spec.limits{}', [['spec.limits.cpu', 1], ['spec.limits.memory', 2]]],
  ['spec.words[]', [['spec.words.0', 'x'], ['spec.words.1', 'y'], ['spec.words.2', 'x']]],
  ['spec.items[].b', [['spec.items.0.b', 2], ['spec.items.1.b', 2], ['spec.items.3.b', 2]]],
  ['spec.limits[]', []], ['spec.words{}', []], ['spec.none.a', []], ['spec.gone', []], ['spec.words.x', []],
])('%s stands for all places of the schema\'s path', (path, places) => {
  expect(placesAt(RESOURCE, path).map(({ steps, value }) => [steps.join('.'), value])).toEqual(places);
});

describe('items that are alike', () => {
  const duplicates = (path: string, ...keys: string[]) => (
    duplicateItems(RESOURCE, { ...SCHEMA, uniqueLists: [{ path, keys }] }).map(({ path: at, message, fix }) => [at, message, fix])
  );

  test('are found by all of their keys, and not where one is missing', () => {
    expect(duplicates('spec.items', 'a', 'b')).toEqual([['spec.items[3]', 'spec.items[3] has the same a and b as an earlier item, got {"a":1,"b":2}', 'keep one item with a 1 and b 2']]);
    expect(duplicates('spec.items', 'c')).toEqual([]);
    expect(duplicates('spec.items', 'b').map(([at]) => at)).toEqual(['spec.items[1]', 'spec.items[3]']);
  });

  test('are found as wholes, where there are no keys', () => {
    expect(duplicates('spec.words')).toEqual([['spec.words[2]', 'spec.words[2] is the same as an earlier item, got "x"', 'keep one item "x"']]);
  });
});
