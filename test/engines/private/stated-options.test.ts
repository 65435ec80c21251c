import { SecretKey } from '../../../src';
import { argsOf, checkOptions, envOf, OptionServer, secretsOf } from '../../../src/engines/private/stated-options';
import { alone, before, elsewhere, oneOf, option, OptionRow, reserved, secret, since, whenFalse, written } from '../../../src/flags/options/option-row';

const server = (rows: readonly OptionRow[], props: object = {}, style?: OptionServer['style']): OptionServer => ({ title: 'Own', release: '1.5.0', rows, props, style });

describe('options that rows state', () => {
  test('are written in the order of the rows, derived and given ones alike', () => {
    const rows = [reserved('no', '--host'), option('maxModelLen', '--max-len'), reserved('no', '--names'), option('trustRemoteCode', '--trust')];
    expect(argsOf(server(rows, { trustRemoteCode: true, maxModelLen: 8 }), true, { '--names': ['a', 'b'], '--host': '0.0.0.0' }))
      .toEqual(['--host', '0.0.0.0', '--max-len', '8', '--names', 'a', 'b', '--trust']);
  });

  test('are not written when nothing, false or an empty list is said', () => {
    const rows = [option('a', '--a'), option('b', '--b'), reserved('no', '--c'), reserved('no', '--d')];
    expect(argsOf(server(rows, { a: false }), true, { '--c': [], '--d': undefined })).toEqual([]);
  });

  test('are written by the versions that have them', () => {
    const rows = [since('1.5.0', option('a', '--new')), before('1.5.0', option('a', '--old')), since('1.6.0', reserved('no', '--newer'))];
    expect(argsOf(server(rows, { a: 1 }), true, { '--newer': 1 })).toEqual(['--new', '1']);
  });

  test('stand alone, stand when they are false, or stand elsewhere', () => {
    const rows = [alone(option('a', '--with-a')), whenFalse(option('b', '--no-b')), elsewhere(option('a', '--a'))];
    expect(argsOf(server(rows, { a: 'x', b: false }), true, {})).toEqual(['--with-a', '--no-b']);
    expect(argsOf(server(rows, { b: true }), true, {})).toEqual([]);
  });

  test.each<[OptionServer['style'], string[]]>([
    [undefined, ['--a-b', '1', '--c_d=x']], ['=', ['--a-b=1', '--c_d=x']], ['_', ['--a_b', '1', '--c_d=x']], ['_=', ['--a_b=1', '--c_d=x']],
  ])('are spelled as the server spells its flags: %s', (style, words) => {
    expect(argsOf(server([option('a', '--a-b'), written('--c_d=', option('c', '--c-d'))], { a: 1, c: 'x' }, style), true, {})).toEqual(words);
  });

  test('are not written where they have no effect, unless the engine derives them', () => {
    const rows = [{ ...option('a', '--a'), only: 'with accelerators' as const }];
    expect(argsOf(server(rows, { a: 1 }), false, {})).toEqual([]);
    expect(argsOf(server(rows), false, { '--a': 2 })).toEqual(['--a', '2']);
  });

  test('are variables where there is no flag, and switches are left to the engine', () => {
    expect(envOf(server([option('a', 'A'), option('b', 'B'), option('c', '--c', 'C'), alone(option('a', 'HAS_A'))], { a: 1, b: true, c: 2 }), true)).toEqual({ A: '1', HAS_A: '1' });
  });

  test('are credentials in the variable that the server reads, else in one that the flag refers to', () => {
    const key = SecretKey.of('a', 'b');
    expect(secretsOf(server([secret('apiKey', '--key', 'KEY')], { apiKey: key }))).toEqual({ KEY: key });
    const flagOnly = server([secret('apiKey', '--key')], { apiKey: key });
    expect([secretsOf(flagOnly), argsOf(flagOnly, true, {})]).toEqual([{ SERVER_API_KEY: key }, ['--key', '$(SERVER_API_KEY)']]);
  });

  test('refuse a flag that no row names: nobody would be told that it is derived', () => {
    expect(() => argsOf(server([option('a', '--a', '-a')]), true, { '-a': 1 })).toThrow('Own renders -a, and none of its rows of options begins with that');
  });

  test('refuse a value that no server takes, one that this one does not, and one that its version does not', () => {
    expect(() => checkOptions(server([], { maxModelLen: 0 }))).toThrow('invalid maxModelLen: got 0, allowed is a whole number');
    expect(() => checkOptions(server([oneOf(['x', 'y'], option('backend', '--backend'))], { backend: 'z' }))).toThrow('invalid backend: got "z", allowed is x, y; leave it out for the default of Own');
    expect(() => checkOptions(server([since('1.6.0', option('a', '--a'))], { a: 1 }))).toThrow('invalid a: got "it with Own 1.5.0", allowed is Own 1.6.0 or newer');
    expect(() => checkOptions(server([since('1.6.0', option('a', '--a')), before('1.6.0', option('a', '--old'))], { a: 1 }))).not.toThrow();
    expect(() => checkOptions(server([since('1.6.0', option('a', '--a'))], { a: {} }))).not.toThrow();
  });
});
