import { chartIn, findingsOf } from '../../fixtures';
import { fitted } from '../fitted';

function said(differing: Parameters<typeof fitted>[0]): string[] {
  const chart = chartIn('ml');
  fitted(differing)(chart);
  return findingsOf(chart, 'accelerators-oversized').map(({ what }) => what);
}

test.each([[1, false], [2, false], [4, true], [8, true]])('%i accelerators, of which one would do: told is %s', (count, isTold) => {
  expect(said({ count })).toEqual(isTold ? [`${count} × NVIDIA H100 serve 1 × 40960 tokens, and 1 would`] : []);
});

test('more than a third of them in use is not told', () => {
  const large = { of: 'meta-llama/Llama-3.1-70B', engine: { maxModelLen: 4096 } };
  expect([said({ ...large, count: 4 }), said({ ...large, count: 8 })]).toEqual([[], []]);
});

test('what does not fit is not too large', () => {
  expect(said({ count: 8, engine: { maxModelLen: 40960 }, more: { footprint: { concurrency: 100_000 } } })).toEqual([]);
});
