import { literal, referencesIn } from '../../src/ground/references';

test('a text is kept by doubling its dollars', () => {
  expect([literal('a$$b'), literal('$(A)'), literal('plain')]).toEqual(['a$$$$b', '$$(A)', 'plain']);
  expect([referencesIn('$(A)-$(B)'), referencesIn('$$(A)'), referencesIn('$$$(A)'), referencesIn('none')]).toEqual([['A', 'B'], [], ['A'], []]);
});
