import { credentialsIn, masked } from '../../src/ground/credentials';

test.each(['https://models.example.com/a?code=abcd', 'Bearer abcd', 'https://models.example.com/a?session=q1w2'])('what is hidden in %s stays hidden when a check has found no credential in it', text => {
  const before = masked(text);

  expect(credentialsIn(text)).toEqual([]);

  expect(before).toContain('(hidden)');
  expect(masked(text)).toBe(before);
});
