import { compact, given, orNothing } from '../../src/ground/objects';

describe('a plain object', () => {
  test('that is compacted has no members that say nothing, and keeps those that do', () => {
    expect(compact({ a: undefined, b: [], c: {}, d: '', e: 0, f: false, g: null, h: [undefined], i: { j: undefined } }))
      .toEqual({ d: '', e: 0, f: false, g: null, h: [undefined], i: { j: undefined } });
  });

  test('without members is nothing', () => {
    expect(orNothing({})).toBeUndefined();
    expect(orNothing({ a: 1 })).toEqual({ a: 1 });
  });

  test('has the members that were given a value', () => {
    expect(given({ a: 'x', b: undefined, c: '' })).toEqual([['a', 'x'], ['c', '']]);
    expect(given(undefined)).toEqual([]);
  });
});
