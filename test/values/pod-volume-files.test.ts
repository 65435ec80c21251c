import { Duration, Size } from 'cdk8s';
import { HostPathType, PodVolume, ProjectedSource } from '../../src';

const rendered = (volume: PodVolume) => volume._render(image => image);

describe('files of a volume', () => {
  test.each(['constructor', 'toString'])('have no permissions of their own where only the key %s is named', key => {
    expect(JSON.stringify(rendered(PodVolume.configMap('a', 'a', { items: { [key]: 'b' } })))).toContain(`"items":[{"key":"${key}","path":"b"}]`);
  });

  test('of a ConfigMap are those that are wanted, with permissions', () => {
    expect(rendered(PodVolume.configMap('scripts', 'scripts', { items: { 'b.sh': 'bin/b.sh', 'a.txt': 'a.txt' }, mode: 0o444, modes: { 'b.sh': 0o555 }, optional: true }))).toEqual({
      name: 'scripts',
      configMap: { name: 'scripts', defaultMode: 0o444, items: [{ key: 'a.txt', path: 'a.txt' }, { key: 'b.sh', path: 'bin/b.sh', mode: 0o555 }], optional: true },
    });
  });

  test('of a Secret are readable by owner and group, unless it is said', () => {
    expect(rendered(PodVolume.secret('keys', 'tls', { key: 'tls.key' }))).toEqual({ name: 'keys', secret: { secretName: 'tls', defaultMode: 0o440, items: [{ key: 'key', path: 'tls.key' }] } });
    expect(rendered(PodVolume.secret('keys', 'tls'))).toEqual({ name: 'keys', secret: { secretName: 'tls', defaultMode: 0o440 } });
    expect(rendered(PodVolume.secret('keys', 'tls', { key: 'tls.key' }, { mode: 0o400, optional: true }))).toMatchObject({ secret: { defaultMode: 0o400, optional: true } });
  });

  test('come from several places', () => {
    const volume = PodVolume.projected('identity', [
      ProjectedSource.serviceAccountToken('token', { audience: 'https://sts.example.com', expiration: Duration.hours(2) }),
      ProjectedSource.configMap('ca', { items: { 'ca.crt': 'ca.crt' }, optional: true }),
      ProjectedSource.secret('tls', { 'tls.key': 'tls.key' }, { modes: { 'tls.key': 0o400 } }),
      ProjectedSource.podFields({ labels: 'metadata.labels', name: 'metadata.name' }),
    ], { mode: 0o440 });
    expect(rendered(volume)).toEqual({
      name: 'identity',
      projected: {
        defaultMode: 0o440,
        sources: [
          { serviceAccountToken: { path: 'token', audience: 'https://sts.example.com', expirationSeconds: 7200 } },
          { configMap: { name: 'ca', items: [{ key: 'ca.crt', path: 'ca.crt' }], optional: true } },
          { secret: { name: 'tls', items: [{ key: 'tls.key', path: 'tls.key', mode: 0o400 }] } },
          { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }, { path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
        ],
      },
    });
  });

  test.each<[string, () => unknown, RegExp]>([
    ['permissions that there are not', () => PodVolume.configMap('a', 'a', { mode: 0o1000 }), /mode of the volume a: got 512/],
    ['permissions of a key that is no file', () => PodVolume.configMap('a', 'a', { items: { b: 'b' }, modes: { c: 0o400 } }), /modes of the volume a/],
    ['files in each other', () => PodVolume.configMap('a', 'a', { items: { b: 'b', c: 'b/c' } }), /paths that do not lie in each other/],
    ['no key, where none means all', () => PodVolume.configMap('a', 'a', { items: {} }), /at least one/],
    ['one path for two files', () => PodVolume.projected('a', [ProjectedSource.serviceAccountToken('t'), ProjectedSource.secret('s', { t: 't' })]), /files of the volume a: got "t", allowed is paths that do not lie in each other/],
    ['no place', () => PodVolume.projected('a', []), /sources of the volume a/],
    ['permissions of one place for all its files', () => ProjectedSource.configMap('a', { mode: 0o400 }), /modes of single files/],
    ['a field that no file has', () => ProjectedSource.podFields({ ip: 'status.podIP' }), /allowed is a field of the Pod/],
    ['a token that holds too briefly', () => ProjectedSource.serviceAccountToken('a', { expiration: Duration.minutes(9) }), /at least 10 minutes/],
    ['a path out of the volume', () => ProjectedSource.serviceAccountToken('../a'), /path of a token/],
    ['a path that is none of a node', () => PodVolume.hostPath('a', 'var'), /absolute path/],
    ['pages of no size', () => PodVolume.hugePages('a', { pageSize: Size.kibibytes(0) }), /pageSize of the volume a/],
  ])('fail with %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('volumes of the node', () => {
  test('are paths of it, and huge pages', () => {
    expect(rendered(PodVolume.hostPath('kfd', '/dev/kfd', { type: HostPathType.CHARACTER_DEVICE }))).toEqual({ name: 'kfd', hostPath: { path: '/dev/kfd', type: 'CharDevice' } });
    expect(rendered(PodVolume.hugePages('pages'))).toEqual({ name: 'pages', emptyDir: { medium: 'HugePages' } });
    expect(rendered(PodVolume.hugePages('pages', { pageSize: Size.gibibytes(1) }))).toEqual({ name: 'pages', emptyDir: { medium: 'HugePages-1Gi' } });
  });
});
