import { areOpposite, haveOppositeWords, nearest, switchOf } from '../../src/flags/flag-words';

describe('a switch', () => {
  test.each([
    ['--disable-log-requests', true, 'log-requests'], ['--no-enable-log-requests', true, 'log-requests'], ['--no-log-requests', true, 'log-requests'],
    ['--enable-log-requests', false, 'log-requests'], ['--no-disable-log-requests', false, 'log-requests'], ['--log-requests', false, 'log-requests'],
    ['--dsable-log-requests', true, 'log-requests'], ['--enabel_log_requests', false, 'log-requests'], ['--tensor-parallel-size', false, 'tensor-parallel-size'],
    ['--no', false, 'no'],
  ])('%s is read in all its words', (flag, off, what) => {
    expect(switchOf(flag)).toEqual({ off, what });
  });

  test('is the opposite of another one of the same thing only', () => {
    expect(areOpposite('--disable-radix-cache', '--enable-radix-cache')).toBe(true);
    expect(areOpposite('--no-mmap', '--mmap')).toBe(true);
    expect(areOpposite('--no-mmap', '--no-mmproj')).toBe(false);
    expect(areOpposite('--disable-x', '--no-enable-x')).toBe(false);
  });

  test.each([['--min-num-seqs', '--max-num-seqs'], ['--data-parallel-size', '--tensor-parallel-size'], ['--cpu-memory-utilization', '--gpu-memory-utilization']])('%s has a word of which %s has the opposite', (one, other) => {
    expect([haveOppositeWords(one, other), haveOppositeWords(other, one), haveOppositeWords(one, one)]).toEqual([true, true, false]);
  });
});

describe('the flag that is nearest', () => {
  const names = ['--enable-log-requests', '--no-enable-log-requests', '--max-model-len', '--max-num-seqs', '--tensor-parallel-size', '--mmap', '-tp'];

  test.each([
    ['--disable-log-requests', '--no-enable-log-requests'], ['--dsiable-log-requests', '--no-enable-log-requests'], ['--no-log-requests', '--no-enable-log-requests'],
    ['--log-requests', '--enable-log-requests'], ['--max-modle-len', '--max-model-len'], ['--max_modl_len', '--max-model-len'], ['--tensor-parallel-sizes', '--tensor-parallel-size'],
    ['--min-num-seqs', undefined], ['--data-parallel-size', undefined], ['--no-mmap', undefined], ['-tpp', undefined], ['--nothing-like-it', undefined],
  ])('to %s is %s', (flag, expected) => {
    expect(nearest(flag, names)).toBe(expected);
  });

  test('to one that other versions have is no other one', () => {
    expect(nearest('--max-modle-len', names, false)).toBeUndefined();
    expect(nearest('--disable-log-requests', names, false)).toBe('--no-enable-log-requests');
  });
});
