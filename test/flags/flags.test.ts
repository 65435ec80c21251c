import { canonicalFlag, mergeArgs, parseFlags } from '../../src/flags/flags';

describe('a command line', () => {
  test('is split into flags with their values', () => {
    expect(parseFlags(['model', '--a', '1', '2', '--b=3', '-c', '--d'])).toEqual([
      { flag: '', words: ['model'] },
      { flag: '--a', words: ['--a', '1', '2'] },
      { flag: '--b', words: ['--b=3'] },
      { flag: '-c', words: ['-c'] },
      { flag: '--d', words: ['--d'] },
    ]);
  });

  test('has negative numbers, a lone dash and JSON as values', () => {
    expect(parseFlags(['--a', '-1', '-', '--', '{"--b": 1}'])).toEqual([{ flag: '--a', words: ['--a', '-1', '-', '--', '{"--b": 1}'] }]);
  });

  test('that is empty has no flags', () => {
    expect(parseFlags([])).toEqual([]);
    expect(parseFlags([''])).toEqual([{ flag: '', words: [''] }]);
  });
});

describe('a flag', () => {
  test.each([
    ['--tensor_parallel_size', '--tensor-parallel-size'], ['--tensor-parallel-size', '--tensor-parallel-size'], ['-tp', '--tensor-parallel-size'], ['-x_y', '-x_y'], ['--other', '--other'],
  ])('%s is known as %s', (spelling, flag) => {
    expect(canonicalFlag(spelling, { '-tp': '--tensor-parallel-size' })).toBe(flag);
  });
});

describe('two command lines', () => {
  test('are joined, and a flag of the second takes the place of all of the same flag of the first', () => {
    expect(mergeArgs(['x', '--a', '1', '--b', '--a', '2'], ['--a=3'])).toEqual(['x', '--b', '--a=3']);
  });

  test('compare flags in all their spellings', () => {
    expect(mergeArgs(['--max_len', '1', '-q', 'awq'], ['--max-len', '2', '--quantization', 'fp8'], { '-q': '--quantization' })).toEqual(['--max-len', '2', '--quantization', 'fp8']);
  });

  test('take a switch for the same when it switches the opposite', () => {
    expect(mergeArgs(['--enable-prefix-caching', '--a'], ['--no-enable-prefix-caching'])).toEqual(['--a', '--no-enable-prefix-caching']);
  });

  test('keep words that belong to no flag', () => {
    expect(mergeArgs(['serve', 'model'], ['--a'])).toEqual(['serve', 'model', '--a']);
  });
});
