import { bound } from './binding';
import { ContainerEngine, HostPathType, KubernetesVersion, ModelLayout, ModelSource, PersistentVolumeAccessMode, PodVolume, ServerProbe, TritonEngine, VllmEngine } from '../../src';
import { envOf, GPU, render } from '../conformance/render';
import { COMMIT } from '../fixtures';

const quiet = <T>(produce: () => T): T => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return produce();
  } finally {
    write.mockRestore();
  }
};

const NFS = PodVolume.nfs('weights', 'nfs.example.com', '/exports/models', { readOnly: true });

describe('a model on a volume of the Pod', () => {
  test.each([
    ['NFS', NFS, 'nfs://nfs.example.com/exports/models/llama/7b'],
    ['a folder of the node', PodVolume.hostPath('weights', '/mnt/disks/', { type: HostPathType.DIRECTORY }), 'file:///mnt/disks/llama/7b'],
    ['an inline CSI volume', PodVolume.csi('weights', 'efs.csi.aws.com', { readOnly: true, secretName: 'efs' }), 'csi://efs.csi.aws.com/llama/7b'],
    ['a claim', PodVolume.existingClaim('weights', 'models', { readOnly: true }), 'pvc://models/llama/7b'],
    ['an image', PodVolume.image('weights', 'registry.example.com/models:1.0.0'), 'oci://registry.example.com/models:1.0.0'],
  ])('is mounted read-only where the server looks, and recorded: %s', (_kind, volume, uri) => {
    const { pod, server, init, uri: recorded } = quiet(() => bound(ModelSource.volume(volume, { path: 'llama/7b' })));
    expect(recorded).toBe(uri);
    expect(pod.volumes).toContainEqual(volume._render(image => image));
    expect(server.volumeMounts).toContainEqual({ name: 'weights', mountPath: '/mnt/models', subPath: 'llama/7b', readOnly: true });
    expect([init, envOf(server).MODEL_PATH]).toEqual([[], '/mnt/models']);
  });

  test('is on a claim of each Pod, filled from a snapshot, with the URI that is said', () => {
    const volume = PodVolume.ephemeralClaim('weights', {
      size: GPU.acceleratorMemory!,
      accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY,
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'llama' },
    });
    const { pod, uri } = bound(ModelSource.volume(volume, { uri: 's3://models/llama/' }));
    expect(uri).toBe('s3://models/llama/');
    expect(JSON.stringify(pod.volumes)).toContain('"dataSourceRef":{"apiGroup":"snapshot.storage.k8s.io","kind":"VolumeSnapshot","name":"llama"}');
    expect(JSON.stringify(pod.volumes)).toContain('"accessModes":["ReadOnlyMany"]');
  });

  test('may be a single file, which the server sees by the name that it looks for, but for an image, of which folders are mounted', () => {
    const file = (volume: PodVolume) => quiet(() => bound(ModelSource.volume(volume, { path: 'v2/resnet50.onnx' }))).server;
    expect(file(NFS).volumeMounts).toContainEqual({ name: 'weights', mountPath: '/mnt/models/model.onnx', subPath: 'v2/resnet50.onnx', readOnly: true });
    expect(envOf(file(NFS)).MODEL_PATH).toBe('/mnt/models/model.onnx');
    const image = file(PodVolume.image('weights', 'registry.example.com/models:1.0.0'));
    expect(image.volumeMounts).toContainEqual({ name: 'weights', mountPath: '/mnt/models', subPath: 'v2', readOnly: true });
    expect(envOf(image).MODEL_PATH).toBe('/mnt/models/resnet50.onnx');
  });

  test('may be a snapshot in the cache of the hub, whose links are whole', () => {
    const path = `hub/models--acme--ranker/snapshots/${COMMIT}`;
    const { server } = quiet(() => render({ engine: new VllmEngine({ version: '0.32.0' }), compute: GPU, source: ModelSource.volume(NFS, { path }) }));
    expect(server.args?.[0]).toBe(`/mnt/models/models--acme--ranker/snapshots/${COMMIT}`);
    expect(() => ModelSource.volume(NFS, { path: 'hub/models--acme--ranker' })).toThrow('models--acme--ranker/snapshots/<commit>');
  });

  test('may stand in pod.volumes too, for other mounts of the same volume', () => {
    const { pod } = quiet(() => bound(ModelSource.volume(NFS, { path: 'llama' }), { pod: { volumes: [NFS], mounts: [{ volume: 'weights', path: '/adapters', subPath: 'loras', readOnly: true }] } }));
    expect(pod.volumes.filter(({ name }) => name === 'weights')).toHaveLength(1);
  });

  test('is a repository for Triton', () => {
    const { server } = quiet(() => render({ engine: new TritonEngine({ version: '26.07' }), servedName: 'resnet50', source: ModelSource.volume(NFS, { layout: ModelLayout.REPOSITORY }) }));
    expect(server.args).toContain('--model-repository=/mnt/models');
  });

  test.each([
    ['nfs', 'NFS is mounted by the Pod itself: "weights"', NFS],
    ['hostPath', 'a path of the node is mounted: "weights"', PodVolume.hostPath('weights', '/mnt/disks')],
  ])('says what it gives up: %s', (_kind, what, volume) => {
    const { findings } = quiet(() => bound(ModelSource.volume(volume)));
    expect(findings.map(finding => [finding.rule, finding.what])).toEqual([['pod-security-lowered', what]]);
  });

  test('fails in several Pods when one can mount it, and below the Kubernetes that knows it', () => {
    const claim = ModelSource.volume(PodVolume.existingClaim('weights', 'models'), { accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD });
    expect(() => bound(claim)).toThrow('claim-refuses-pods');
    const image = ModelSource.volume(PodVolume.image('weights', 'registry.example.com/models:1.0.0'));
    expect(() => bound(image, { kubernetesVersion: KubernetesVersion.V1_30 })).toThrow('kubernetes-too-old');
  });

  test('fails without uri where the volume does not say where its files are from', () => {
    expect(() => ModelSource.volume(PodVolume.configMap('weights', 'tiny'))).toThrow('volume of the source, weights: got "configMap", allowed is such a volume together with uri');
    expect(() => ModelSource.volume(NFS, { uri: 'https://example.com/x?sig=s3cret' })).toThrow('allowed is a URI without credentials');
    expect(() => PodVolume.hostPath('weights', 'models')).toThrow('allowed is an absolute path without ".."');
  });
});

describe('a model in the image', () => {
  const own = new ContainerEngine({ image: 'registry.example.com/server:1.2.3', port: 8080, readiness: ServerProbe.tcp(), args: ['$(MODEL_PATH)'] });

  test('is where it is, with nothing mounted, nothing downloaded, and nothing to be found', () => {
    const { server, init, pod, uri, findings } = render({ engine: own, source: ModelSource.inImage('/opt/models/llama/') });
    expect([uri, envOf(server).MODEL_PATH, init, findings]).toEqual(['image:///opt/models/llama/', '/opt/models/llama', [], []]);
    expect(pod.volumes.map(({ name }) => name)).toEqual(['scratch']);
  });

  test('is a repository for Triton, which is refused one model of it', () => {
    const triton = new TritonEngine({ version: '26.07' });
    expect(render({ engine: triton, servedName: 'a', source: ModelSource.inImage('/models', { layout: ModelLayout.REPOSITORY }) }).server.args).toContain('--model-repository=/models');
    expect(() => render({ engine: triton, source: ModelSource.inImage('/models/a') })).toThrow('name the folder above the model, and set layout: ModelLayout.REPOSITORY');
  });

  test.each(['models', '/a/../b', '/a b', '/a//b', '/'])('fails for the path %s', path => {
    expect(() => ModelSource.inImage(path)).toThrow('allowed is an absolute path without spaces');
  });
});
