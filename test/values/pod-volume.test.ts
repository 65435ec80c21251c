import { Size } from 'cdk8s';
import { KubernetesVersion, PodVolume } from '../../src';

const rendered = (volume: PodVolume) => volume._render(image => `mirror/${image}`);

describe('a volume', () => {
  test('that is an empty folder has a size, and counts for the disk of the node', () => {
    const volume = PodVolume.emptyDir('work', { sizeLimit: Size.gibibytes(2) });
    expect(rendered(volume)).toEqual({ name: 'work', emptyDir: { sizeLimit: '2Gi' } });
    expect(volume.diskSize?.toGibibytes()).toBe(2);
  });

  test('that is an empty folder in memory does not count for the disk', () => {
    const volume = PodVolume.emptyDir('work', { sizeLimit: Size.mebibytes(64), inMemory: true });
    expect(rendered(volume)).toEqual({ name: 'work', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } });
    expect(volume.diskSize).toBeUndefined();
  });

  test('that is a claim is read-only when asked for', () => {
    expect(rendered(PodVolume.existingClaim('data', 'weights'))).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'weights' } });
    expect(rendered(PodVolume.existingClaim('data', 'weights', { readOnly: true }))).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'weights', readOnly: true } });
  });

  test('that is a claim of each Pod has a template', () => {
    expect(rendered(PodVolume.ephemeralClaim('data', { size: Size.gibibytes(5), storageClassName: 'fast' }))).toEqual({
      name: 'data',
      ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, storageClassName: 'fast' } } },
    });
    expect(JSON.stringify(rendered(PodVolume.ephemeralClaim('data', { size: Size.gibibytes(5) })))).not.toContain('storageClassName');
  });

  test('that is a Secret has its files in order, and no one else can read them', () => {
    expect(rendered(PodVolume.secret('keys', 'tls', { 'b': 'b.pem', 'a.key': 'dir/a.pem' }))).toEqual({
      name: 'keys',
      secret: { secretName: 'tls', defaultMode: 0o440, items: [{ key: 'a.key', path: 'dir/a.pem' }, { key: 'b', path: 'b.pem' }] },
    });
  });

  test('that is a ConfigMap has its name', () => {
    expect(rendered(PodVolume.configMap('settings', 'my.settings'))).toEqual({ name: 'settings', configMap: { name: 'my.settings' } });
  });

  test('that is an export of an NFS server has server and path', () => {
    expect(rendered(PodVolume.nfs('data', 'nfs.example.com', '/exports/models'))).toEqual({ name: 'data', nfs: { server: 'nfs.example.com', path: '/exports/models' } });
    expect(rendered(PodVolume.nfs('data', '10.0.0.1', '/', { readOnly: true }))).toEqual({ name: 'data', nfs: { server: '10.0.0.1', path: '/', readOnly: true } });
    for (const [server, path] of [['', '/x'], [' ', '/x'], ['nfs', 'x'], ['nfs', '']]) expect(() => PodVolume.nfs('data', server, path)).toThrow(`invalid NFS export: got "${server}:${path}"`);
  });

  test('that a CSI driver makes has what the driver takes', () => {
    expect(rendered(PodVolume.csi('data', 'secrets-store.csi.k8s.io', { attributes: { secretProviderClass: 'keys' }, readOnly: true }))).toEqual({
      name: 'data', csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { secretProviderClass: 'keys' }, readOnly: true },
    });
    expect(rendered(PodVolume.csi('data', 'x'))).toEqual({ name: 'data', csi: { driver: 'x' } });
    for (const driver of ['No Driver', '', 'a'.repeat(64)]) expect(() => PodVolume.csi('data', driver)).toThrow('invalid CSI driver: got ');
  });

  test('that is an image is pulled from the mirror, and needs a new Kubernetes', () => {
    const volume = PodVolume.image('files', 'files:1');
    expect(rendered(volume)).toEqual({ name: 'files', image: { reference: 'mirror/files:1', pullPolicy: 'IfNotPresent' } });
    expect(volume._since).toBe(KubernetesVersion.V1_35);
  });

  test.each(['', 'Data', 'a_b', 'a.b', '-a', 'a'.repeat(64), '__proto__'])('fails for the name %j', name => {
    expect(() => PodVolume.configMap(name, 'x')).toThrow(`invalid volume name: got ${JSON.stringify(name)}`);
  });

  test.each(['', 'A', 'a/b'])('fails for %j as the name of an object', name => {
    expect(() => PodVolume.existingClaim('v', name)).toThrow('invalid claim name');
    expect(() => PodVolume.configMap('v', name)).toThrow('invalid ConfigMap name');
    expect(() => PodVolume.secret('v', name, { a: 'b' })).toThrow('invalid Secret name');
  });

  test.each([0, NaN, Infinity])('fails for a size of %p GiB', gibibytes => {
    const size = Size.gibibytes(gibibytes);
    expect(() => PodVolume.emptyDir('work', { sizeLimit: size })).toThrow('invalid sizeLimit of the volume work');
    expect(() => PodVolume.ephemeralClaim('work', { size })).toThrow('invalid size of the volume work');
  });

  test('fails for files of a Secret that leave the volume, that no key can have, and for none, which would mean all', () => {
    const secret = (items: { [key: string]: string }) => () => PodVolume.secret('keys', 'tls', items);
    expect(secret({ a: '../../etc/passwd' })).toThrow('invalid items of the volume keys[0].path: got "../../etc/passwd"');
    expect(secret({ a: '/etc/passwd' })).toThrow('relative path');
    expect(secret({ a: '' })).toThrow('relative path');
    expect(secret({ 'a/b': 'x' })).toThrow('invalid items of the volume keys[0].key: got "a/b"');
    expect(secret({})).toThrow('allowed is at least one');
  });

  test.each(['', 'Files:1', 'https://files', 'a b', 'files:'])('fails for the image %j', reference => {
    expect(() => PodVolume.image('files', reference)).toThrow(`invalid image: got ${JSON.stringify(reference)}`);
  });

  test('takes an empty storage class, which provisions nothing', () => {
    expect(JSON.stringify(rendered(PodVolume.ephemeralClaim('work', { size: Size.gibibytes(1), storageClassName: '' })))).toContain('"storageClassName":""');
  });

  test.each([' ', 'Fast', 'a b'])('fails for the storage class %j', storageClassName => {
    expect(() => PodVolume.ephemeralClaim('work', { size: Size.gibibytes(1), storageClassName })).toThrow('invalid storageClassName of the volume work');
  });
});
