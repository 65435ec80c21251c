import { pathOf, show, valueAt, violation } from '../../../src/checks/custom-resources/violation';
import { masked } from '../../../src/ground/credentials';

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

test('a text that is not repeated is not repeated the second time either', () => {
  for (let time = 0; time < 2; time++) {
    expect(masked('Bearer hunter2')).toBe('Bearer (hidden)');
    expect(violation(['spec', 'algorithm'], 'Bearer hunter2', 'pattern', 'must be a word', '').message).toBe('spec.algorithm must be a word, got "Bearer (hidden)"');
  }
  expect(violation(['spec'], { a: ['Basic hunter2'] }, 'type', 'must be a text', '').message).toBe('spec must be a text, got {"a":["Basic (hidden)"]}');
});
