import { Size } from 'cdk8s';
import { ModelCache, RuntimeSettings, SecretKey } from '../../src';
import { mergeSettings } from '../../src/profiles/private/merge-settings';

describe('merged settings', () => {
  test('keep what only one of the two says', () => {
    const [cache, key] = [ModelCache.emptyDir(), SecretKey.of('s', 'k')];
    expect(mergeSettings({ cache }, { secretEnv: { A: key } })).toMatchObject({ cache, secretEnv: { A: key } });
  });

  test('replace values whole: two caches are not mixed', () => {
    const second = ModelCache.emptyDir({ size: Size.gibibytes(1) });
    expect(mergeSettings({ cache: ModelCache.existingClaim('c') }, { cache: second }).cache).toBe(second);
  });

  test('merge structs in structs by key', () => {
    const merged = mergeSettings({ pod: { labels: { a: '1', b: '1' }, automountServiceAccountToken: true } }, { pod: { labels: { b: '2' }, serviceAccount: { name: 'x' } } });
    expect(merged.pod).toEqual({ labels: { a: '1', b: '2' }, automountServiceAccountToken: true, serviceAccount: { name: 'x' } });
  });

  test('are not changed by members that are undefined', () => {
    expect(mergeSettings({ imageRegistry: 'mirror', pod: { serviceAccount: { name: 'x' } } }, { imageRegistry: undefined, pod: { serviceAccount: undefined } }))
      .toMatchObject({ imageRegistry: 'mirror', pod: { serviceAccount: { name: 'x' } } });
  });

  test('leave both sides as they were', () => {
    const first: RuntimeSettings = { env: { A: '1' }, args: ['--a'] };
    const second: RuntimeSettings = { env: { A: '2' }, args: ['--b'] };
    mergeSettings(first, second);
    expect([first, second]).toEqual([{ env: { A: '1' }, args: ['--a'] }, { env: { A: '2' }, args: ['--b'] }]);
  });

  test('keep a key that has a meaning of its own in JavaScript, and no other object gets it', () => {
    const hostile = JSON.parse('{"__proto__":"x","constructor":"y"}') as { [name: string]: string };
    const { env = {} } = mergeSettings({ env: { A: '1' } }, { env: hostile });
    expect(Object.entries(env)).toEqual([['A', '1'], ['__proto__', 'x'], ['constructor', 'y']]);
    expect(Object.getPrototypeOf(env)).toBe(Object.prototype);
  });

  test('leave out what is no setting', () => {
    expect(Object.keys(mergeSettings({}, { version: '1.0.0' } as RuntimeSettings))).not.toContain('version');
  });
});
