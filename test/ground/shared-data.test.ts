import { remembered } from '../../src/ground/remembered';
import { isShared, sharing } from '../../src/ground/shared-data';

describe('what two manifests have in common', () => {
  const make = () => ({ kind: 'A', spec: { name: 'one', list: [{ a: 1 }, { b: undefined as unknown }], same: { deep: ['x'] } } });
  const first = make();

  test('is one object, and the data stays what it is', () => {
    const second = { kind: 'A', spec: { name: 'two', list: [{ a: 1 }, { b: 2 }], same: { deep: ['x'] } } };
    const shared = sharing(second, first);
    expect(shared).toEqual(second);
    expect(shared.spec.same).toBe(first.spec.same);
    expect(shared.spec.list[0]).toBe(first.spec.list[0]);
    const parts = [shared.spec.same, shared.spec.list[0], shared.spec.list[1], shared.spec, shared];
    expect(parts.map(isShared)).toEqual([true, true, false, false, false]);
    expect(second.spec.same).not.toBe(first.spec.same);
  });

  test('is all of it when nothing differs', () => {
    const shared = sharing(make(), first);
    expect(shared).toBe(first);
    expect(isShared(shared)).toBe(true);
  });

  test.each<[string, unknown, unknown]>([
    ['another order of members', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['a member more', { a: 1, b: undefined }, { a: 1 }],
    ['a member less', { a: 1 }, { a: 1, b: undefined }],
    ['an item more', [1, 2], [1]],
    ['another type', { 0: 'a' }, ['a']],
    ['an object of a class', new Date(0), new Date(0)],
    ['nothing before', { a: 1 }, undefined],
    ['null', null, { a: 1 }],
  ])('is nothing with %s', (_, data, known) => {
    const shared = sharing(data, known);
    expect(shared).toStrictEqual(data);
    expect(shared).not.toBe(known);
    expect(isShared(shared)).toBe(false);
  });
});

test('what is remembered is asked once, forgotten when there is much, and never kept of long texts', () => {
  const asked: string[] = [];
  const lengthOf = remembered(text => {
    asked.push(text);
    return text.length === 1 ? undefined : text.length;
  });
  expect([lengthOf('ab'), lengthOf('ab'), lengthOf('a'), lengthOf('a')]).toEqual([2, 2, undefined, undefined]);
  expect(asked).toEqual(['ab', 'a']);
  const long = 'x'.repeat(101);
  lengthOf(long);
  lengthOf(long);
  expect(asked).toEqual(['ab', 'a', long, long]);
  for (let index = 0; index < 5_000; index++) lengthOf(`text ${index}`);
  lengthOf('ab');
  expect(asked.filter(text => text === 'ab')).toHaveLength(2);
});
