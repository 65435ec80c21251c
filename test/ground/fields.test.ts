import { absent, both, Field, filled, list, map, members, mustBe, oneMember, oneOf, pattern, required, rule, text, whole } from '../../src/ground/fields';
import { Json } from '../../src/ground/objects';

const short = pattern('at most 3 letters', /^[a-z]*$/, 3);
const paths = (field: Field, value: Json) => field(value).map(problem => problem.path);

describe('a field', () => {
  test('that is not given is fine, unless it is required', () => {
    for (const field of [short, whole(1, 2), oneOf('a'), members({ a: short }), list(short), map(short, short), text('x', () => false)]) expect(field(undefined)).toEqual([]);
    expect(required(short, 'a name')(undefined)).toEqual([{ path: '', got: 'nothing', allowed: 'a name' }]);
    expect(required(short, 'a name')('abc')).toEqual([]);
  });

  test('of text is text: no number, list or null', () => {
    for (const value of [1, null, [], {}, true] as Json[]) expect(short(value)).toEqual([{ path: '', got: value, allowed: 'at most 3 letters' }]);
    expect(short('abcd')).toHaveLength(1);
    expect(short('ab1')).toHaveLength(1);
  });

  test('of whole numbers has its ends', () => {
    expect([1, 2, 3].flatMap(value => whole(1, 3)(value))).toEqual([]);
    for (const value of [0, 4, 1.5, NaN, Infinity, '2', null] as Json[]) expect(whole(1, 3)(value)).toEqual([{ path: '', got: value, allowed: 'a whole number from 1 to 3' }]);
  });

  test('of some words takes no other', () => {
    expect(oneOf('Exists', 'Equal')('Equal')).toEqual([]);
    expect(oneOf('Exists', 'Equal')('equal')).toEqual([{ path: '', got: 'equal', allowed: 'Exists, Equal' }]);
    expect(oneOf('', 'Always')('no')).toEqual([{ path: '', got: 'no', allowed: 'Always' }]);
  });

  test('of one member takes one, and none where it may', () => {
    const one = oneMember(['a', 'b']);
    expect(one({ a: 1, other: 2 })).toEqual([]);
    expect(one({ a: 1, b: 2 })).toEqual([{ path: '', got: 'a, b', allowed: 'one of a, b' }]);
    expect(one({})).toEqual([{ path: '', got: 'nothing', allowed: 'one of a, b' }]);
    expect(oneMember(['a', 'b'], 0)({})).toEqual([]);
  });

  test('that is required is missed wherever it stands: in a list with something in it, with others', () => {
    const needed = members({ a: required(short, 'a'), b: filled(list(short)), c: both(text('x', () => true), required(short, 'c')), d: short });
    expect(paths(needed, { d: 'x' })).toEqual(['.a', '.b', '.c']);
    expect(paths(needed, { a: 'a', b: [], c: 'c' })).toEqual(['.b']);
    expect(paths(needed, { a: 'a', b: ['b'], c: 'c' })).toEqual([]);
  });

  test('that must not be given is a problem when it is', () => {
    expect(absent('nothing')(undefined)).toEqual([]);
    expect(absent('nothing')('x')).toEqual([{ path: '', got: 'x', allowed: 'nothing' }]);
  });

  test('by a rule is judged as a whole, when it is an object', () => {
    const equal = rule(({ a, b }) => (a === b ? [] : [{ path: '.b', got: b, allowed: 'as a' }]));
    expect(paths(equal, { a: 1, b: 2 })).toEqual(['.b']);
    for (const value of [undefined, null, 'x', [], { a: 1, b: 1 }] as Json[]) expect(equal(value)).toEqual([]);
  });

  test('of members says where below it the problem is, and lets others through', () => {
    expect(paths(members({ a: members({ b: list(short) }) }), { a: { b: ['x', 'long', 'longer'] }, other: 7 })).toEqual(['.a.b[1]', '.a.b[2]']);
  });

  test('of another type than it has to be is a problem and no crash', () => {
    for (const value of ['x', 1, null] as Json[]) {
      expect(members({ a: short })(value)).toEqual([{ path: '', got: value, allowed: 'an object' }]);
      expect(list(short)(value)).toEqual([{ path: '', got: value, allowed: 'a list' }]);
      expect(map(short, short)(value)).toEqual([{ path: '', got: value, allowed: 'a map' }]);
    }
    expect(paths(members({ a: short }), [])).toEqual(['']);
    expect(paths(list(short), {})).toEqual(['']);
  });

  test('of a list with a key has no key twice; items without it are not compared', () => {
    const named = list(members({ name: short }), 'name');
    expect(named([{ name: 'a' }, { name: 'b' }, {}, {}])).toEqual([]);
    expect(named([{ name: 'a' }, { name: 'b' }, { name: 'a' }])).toEqual([{ path: '[2].name', got: 'a', allowed: 'a value that no other item has' }]);
    expect(paths(named, ['text'])).toEqual(['[0]']);
  });

  test('of a map judges keys and values, and a key without a value is none', () => {
    const labels = map(short, whole(1, 2));
    expect(labels({ a: 1, long: undefined })).toEqual([]);
    expect(labels({ 'a': 3, 'b b': 1 })).toEqual([{ path: '["a"]', got: 3, allowed: 'a whole number from 1 to 2' }, { path: '', got: 'b b', allowed: 'keys of at most 3 letters' }]);
  });

  test('of several kinds says what all of them say', () => {
    expect(both(short, text('no a', value => !value.includes('a')))('aaaa')).toHaveLength(2);
  });

  test('that must be right throws its first problem', () => {
    expect(() => mustBe(list(short), ['x', 'long', 'longer'], 'words', 'shorten it')).toThrow('invalid words[1]: got "long", allowed is at most 3 letters; shorten it');
    expect(() => mustBe(list(short), ['x'], 'words', 'shorten it')).not.toThrow();
  });
});
