import { App, Chart, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeClaim } from 'cdk8s-plus-27';
import { bound } from './binding';
import { ModelCache, ModelSource, PodVolume, Rollout } from '../../src';

const source = ModelSource.s3('s3://models/llama/', { size: Size.gibibytes(5) });
const MANY = PersistentVolumeAccessMode.READ_WRITE_MANY;
const modelVolume = (cache: ModelCache) => bound(source, { cache }).pod.volumes.find(volume => volume.name === 'model');
const chart = () => new Chart(new App(), 'storage', { namespace: 'ml' });

describe('the weights land', () => {
  test('in an empty folder with room for them', () => {
    expect(modelVolume(ModelCache.emptyDir())).toEqual({ name: 'model', emptyDir: { sizeLimit: '6Gi' } });
    expect(modelVolume(ModelCache.emptyDir({ size: Size.gibibytes(40) }))).toEqual({ name: 'model', emptyDir: { sizeLimit: '40Gi' } });
  });

  test('in a claim of each Pod', () => {
    const claim = (storage: string, storageClassName?: string) => ({
      name: 'model', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...(storageClassName !== undefined && { storageClassName }) } } },
    });
    expect(modelVolume(ModelCache.perPod())).toEqual(claim('6Gi'));
    expect(modelVolume(ModelCache.perPod({ size: Size.gibibytes(40), storageClassName: 'fast' }))).toEqual(claim('40Gi', 'fast'));
    expect(modelVolume(ModelCache.perPod({ size: Size.gibibytes(40), storageClassName: '' }))).toEqual(claim('40Gi', ''));
  });

  test('in a claim that is made beside the Deployment', () => {
    // WHEN
    const { objects, pod } = bound(source, { cache: ModelCache.claim({ size: Size.gibibytes(20), storageClassName: 'nfs', accessMode: MANY }) });

    // THEN
    expect(objects.find(object => object.kind === 'PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'resnet-cache' },
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '20Gi' } }, storageClassName: 'nfs' },
    });
    expect(pod.volumes).toContainEqual({ name: 'model', persistentVolumeClaim: { claimName: 'resnet-cache' } });
  });

  test('in a claim that exists, in a folder of the model and its version', () => {
    const { server, download, pod } = bound(source, { cache: ModelCache.existingClaim('shared', { accessMode: MANY, size: Size.gibibytes(500) }) });
    expect(pod.volumes).toContainEqual({ name: 'model', persistentVolumeClaim: { claimName: 'shared' } });
    expect(download.volumeMounts![0]).toEqual({ name: 'model', mountPath: '/mnt/models', subPath: 'resnet/1.0.0' });
    expect(server.volumeMounts![0]).toEqual({ name: 'model', mountPath: '/mnt/models', subPath: 'resnet/1.0.0', readOnly: true });
  });

  test.each([
    [PodVolume.nfs('any', 'nfs.example.com', '/exports'), { nfs: { server: 'nfs.example.com', path: '/exports' } }],
    [PodVolume.hostPath('any', '/mnt/models'), { hostPath: { path: '/mnt/models' } }],
    [PodVolume.csi('any', 'gcsfuse.csi.storage.gke.io', { attributes: { bucketName: 'b' } }), { csi: { driver: 'gcsfuse.csi.storage.gke.io', volumeAttributes: { bucketName: 'b' } } }],
  ])('in a volume whose files stay, in a folder of the model and its version', (volume, rendered) => {
    const { server, download, pod, objects } = bound(source, { cache: ModelCache.volume(volume) });
    expect(pod.volumes).toContainEqual({ name: 'model', ...rendered });
    expect(download.volumeMounts![0]).toEqual({ name: 'model', mountPath: '/mnt/models', subPath: 'resnet/1.0.0' });
    expect(server.volumeMounts![0]).toEqual({ name: 'model', mountPath: '/mnt/models', subPath: 'resnet/1.0.0', readOnly: true });
    expect(objects.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
  });

  test('in a volume of each Pod, without a folder of the model', () => {
    const { server, pod } = bound(source, { cache: ModelCache.volume(PodVolume.ephemeralClaim('any', { size: Size.gibibytes(9) }), { size: Size.gibibytes(9) }) });
    expect(pod.volumes!.find(({ name }) => name === 'model')).toMatchObject({ ephemeral: {} });
    expect(server.volumeMounts![0]).toEqual({ name: 'model', mountPath: '/mnt/models', readOnly: true });
  });

  test('in a volume that a Job fills, and that servers mount read-only', () => {
    const cache = ModelCache.volume(PodVolume.nfs('any', 'nfs.example.com', '/exports')).filledByJob();
    expect(modelVolume(cache)).toEqual({ name: 'model', nfs: { server: 'nfs.example.com', path: '/exports', readOnly: true } });
  });

  test.each([
    [PodVolume.nfs('any', 'nfs.example.com', '/exports', { readOnly: true }), 'got "readOnly", allowed is one that can be written'],
    [PodVolume.csi('any', 'efs.csi.aws.com', { readOnly: true }), 'got "readOnly", allowed is one that can be written'],
    [PodVolume.configMap('any', 'files'), 'got "configMap", allowed is csi, nfs, hostPath, emptyDir, ephemeral'],
    [PodVolume.image('any', 'docker.io/library/busybox:1.37.0'), 'got "image", allowed is csi'],
    [PodVolume.existingClaim('any', 'models'), 'use ModelCache.existingClaim'],
  ])('in no volume that cannot be a cache', (volume, message) => {
    expect(() => ModelCache.volume(volume)).toThrow(message);
  });

  test('in a claim of cdk8s-plus, whose size and access modes are known', () => {
    const claim = new PersistentVolumeClaim(chart(), 'claim', { storage: Size.gibibytes(30), accessModes: [PersistentVolumeAccessMode.READ_ONLY_MANY, MANY] });
    const cache = ModelCache.fromPersistentVolumeClaim(claim);
    expect([cache.accessMode, cache.shared, cache.size?.toGibibytes()]).toEqual(['ReadWriteMany', true, 30]);
  });

  test('in an imported claim of cdk8s-plus, of which nothing is known', () => {
    const cache = ModelCache.fromPersistentVolumeClaim(PersistentVolumeClaim.fromClaimName(chart(), 'claim', 'weights'));
    expect([cache.accessMode, cache.size]).toEqual(['ReadWriteOnce', undefined]);
  });

  test('where one Pod can read them, unless it is said that more can', () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(ModelCache.claim({ size: Size.gibibytes(20) }).accessMode).toBe('ReadWriteOnce');
    expect(ModelCache.existingClaim('shared').accessMode).toBe('ReadWriteOnce');
    expect([ModelCache.emptyDir().shared, ModelCache.perPod().accessMode]).toEqual([false, undefined]);
    const { findings } = bound(source, { cache: ModelCache.existingClaim('shared'), rollout: Rollout.recreate() });
    expect(findings.map(({ rule }) => rule)).toContain('cache-not-shared');
  });

  test('fails for a claim whose name cannot be, and for a cache that is too small', () => {
    expect(() => ModelCache.existingClaim('My Claim')).toThrow(/^invalid claim name/);
    expect(() => bound(source, { cache: ModelCache.emptyDir({ size: Size.gibibytes(4) }) })).toThrow(/cache-too-small/);
  });
});
