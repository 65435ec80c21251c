import * as fc from 'fast-check';
import { changesBetween } from '../../src/ground/spelling';

describe('changes between two words', () => {
  test.each<[string, string, number]>([['', '', 0], ['abc', 'abc', 0], ['abc', '', 3], ['', 'abc', 3], ['model', 'modle', 1], ['model', 'mode', 1], ['model', 'nodle', 2], ['ca', 'abc', 3]])(
    'from %j to %j are %d', (a, b, changes) => {
      expect(changesBetween(a, b)).toBe(changes);
    },
  );

  test('are the same when few are asked for, and more than these where they are more', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    fc.assert(fc.property(word, word, fc.nat(6), (a, b, most) => {
      const [all, some] = [changesBetween(a, b), changesBetween(a, b, most)];
      expect(all <= most ? some === all : some > most).toBe(true);
    }), { numRuns: 2000, seed: 3 });
  });
});
