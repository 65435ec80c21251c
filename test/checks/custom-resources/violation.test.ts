import { pathOf, show, valueAt } from '../../../src/checks/custom-resources/violation';

describe('pathOf', () => {
  test('is written as people write it', () => {
    expect(pathOf(['spec', 'env', 0, 'name'])).toBe('spec.env[0].name');
    expect(pathOf(['limits', 'nvidia.com/gpu'])).toBe('limits["nvidia.com/gpu"]');
    expect(pathOf(['a.b'])).toBe('["a.b"]');
  });
});

describe('show', () => {
  test.each<[unknown, string]>([
    [undefined, 'nothing'], [null, 'null'], ['a', '"a"'], [5, '5'], [NaN, 'NaN'], [-Infinity, '-Infinity'], [10n, '"10"'], [{ a: [1] }, '{"a":[1]}'],
  ])('%p is shown as %s', (value, text) => {
    expect(show(value)).toBe(text);
  });

  test('a function, which JSON does not have, is shown as it is', () => {
    expect(show(Math.max)).toContain('function max');
  });

  test('a long value is shortened', () => {
    expect(show('a'.repeat(200))).toBe(`"${'a'.repeat(78)}…`);
  });
});

describe('valueAt', () => {
  test('is undefined where the way ends', () => {
    expect(valueAt({ a: { b: [7] } }, ['a', 'b', 0])).toBe(7);
    expect(valueAt({ a: null }, ['a', 'b'])).toBeUndefined();
    expect(valueAt({ a: 'text' }, ['a', 'length'])).toBeUndefined();
  });
});
