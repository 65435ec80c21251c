import { areAllRight, placesAt } from '../../../src/checks/custom-resources/places';

const ROOT = { list: [{ a: 1 }, { a: 2 }, {}], map: { x: { a: 3 }, y: {} }, plain: 4, empty: [], text: 'a' };

const PLACES: [path: string, values: unknown[]][] = [
  ['plain', [4]],
  ['list[].a', [1, 2]],
  ['map{}.a', [3]],
  ['list[]', ROOT.list],
  ['empty[]', []],
  ['text[]', []],
  ['text.a', []],
  ['gone.a', []],
  ['plain{}', []],
];

test.each(PLACES)('%s stands for its values, wherever they are', (path, values) => {
  expect(placesAt(ROOT, path).map(({ value }) => value)).toEqual(values);
});

test.each(PLACES)('%s is right when each of its values is, and only then', (path, values) => {
  expect(areAllRight(ROOT, path, () => true)).toBe(true);
  expect(areAllRight(ROOT, path, () => false)).toBe(values.length === 0);
  for (const wrong of values) expect(areAllRight(ROOT, path, value => value !== wrong)).toBe(false);
});

test('a place says the steps to it', () => {
  expect(placesAt(ROOT, 'list[].a').map(({ steps }) => steps)).toEqual([['list', 0, 'a'], ['list', 1, 'a']]);
  expect(placesAt(ROOT, 'map{}.a').map(({ steps }) => steps)).toEqual([['map', 'x', 'a']]);
});
