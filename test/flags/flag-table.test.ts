import { FlagTable } from '../../src/flags/flag-table';
import { PLAIN_FLAGS } from '../fixtures';

const flags = (version: string) => FlagTable.read(PLAIN_FLAGS).of(version);
const ANY_WORD = { least: 1, most: 1, mayBeNone: false };

describe('what a flag takes', () => {
  test.each([
    ['--enable-cache', { least: 0, most: 0 }],
    ['--level', { least: 1, most: 1, type: 'int' }],
    ['--token', { least: 0, most: 1 }],
    ['--names', { least: 1, most: Infinity }],
    ['--trace', { least: 0, most: Infinity, choices: ['model', 'worker'] }],
    ['--range', { least: 2, most: 2, type: 'int' }],
    ['--share', { type: 'float', mayBeNone: true }],
    ['--parser', { choices: ['hermes', 'llama'], plugin: '--parser-plugin' }],
  ])('%s is as the file says', (flag, shape) => {
    expect(flags('2.0.0').shape(flag)).toMatchObject(shape);
  });

  test('is one word where the file does not have a flag', () => {
    expect(flags('2.0.0').shape('--text')).toMatchObject(ANY_WORD);
    expect(flags('2.0.0').shape('--text')?.type).toBeUndefined();
  });

  test('is known in every spelling that the server takes', () => {
    for (const flag of ['--enable_cache', '--enable-c', '--no_enable_cache']) expect(flags('2.0.0').shape(flag)).toMatchObject({ most: 0 });
    expect(flags('2.0.0').shape('-tp')).toMatchObject(ANY_WORD);
  });

  test('below a JSON flag is one value, and its own where that is known', () => {
    expect(flags('2.0.0').shape('--config.any.key')).toMatchObject({ least: 1, most: 1, mayBeNone: true });
    expect(flags('2.0.0').shape('--config.mode')).toMatchObject({ choices: ['eager', 'lazy'] });
  });

  test('is not known of a flag that the version does not have', () => {
    expect(flags('1.0.0').shape('--lever')).toBeUndefined();
    expect(flags('2.0.0').shape('--nonsense')).toBeUndefined();
  });

  test('follows the version', () => {
    expect(flags('1.1.0').shape('--size')).toMatchObject({ type: 'int' });
    expect(flags('2.0.0').shape('--size')).toMatchObject({ type: 'size-or-auto' });
  });

  test('is what either version takes, between two of the data', () => {
    expect(flags('1.2.0').shape('--backend')).toMatchObject({ choices: ['fast', 'slow', 'exact'], default: undefined });
    expect(flags('1.2.0').shape('--size')?.type).toBeUndefined();
  });
});

test('the default of a flag follows the version', () => {
  expect(['1.0.0', '1.1.0', '2.0.0'].map(version => flags(version).defaultOf('--share'))).toEqual(['0.9', '0.92', '0.92']);
  expect(flags('2.0.0').defaultOf('--text')).toBeUndefined();
});
