import { bound, findingsWithoutIdentity } from './binding';
import { KubernetesVersion, ModelSource } from '../../src';

const reference = 'registry.example.com/models/llama:1.0.0';

describe('a model in an OCI image', () => {
  test('is a volume of the Pod, read-only, and nothing is downloaded', () => {
    // WHEN
    const { pod, server, init, uri, findings } = bound(ModelSource.ociImage(reference, { path: '/weights/' }));

    // THEN
    expect(uri).toBe(`oci://${reference}`);
    expect(pod.volumes).toContainEqual({ name: 'model-source', image: { reference, pullPolicy: 'IfNotPresent' } });
    expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', subPath: 'weights', readOnly: true });
    expect(init).toEqual([]);
    expect(findings).toEqual([]);
  });

  test('is mounted whole without a path, and pulled from a mirror where one is set', () => {
    const { pod, server } = bound(ModelSource.ociImage(reference), { imageRegistry: 'mirror.example.com' });
    expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', readOnly: true });
    expect(pod.volumes.find(volume => volume.image)!.image!.reference).toBe('mirror.example.com/models/llama:1.0.0');
  });

  test.each(['registry.example.com/llama', 'registry.example.com/llama:latest', 'registry.example.com/llama:main', 'registry.example.com/llama:v1', 'registry.example.com/llama:1.0'])('that may move is said: %s', moving => {
    expect(findingsWithoutIdentity(ModelSource.ociImage(moving, {}))).toContain('revision-not-pinned');
    expect(ModelSource.ociImage(moving).unpinnedReason).toContain('has neither a tag of a full version nor a digest');
  });

  test('is pinned by a digest', () => {
    expect(ModelSource.ociImage(`registry.example.com/llama@sha256:${'0'.repeat(64)}`).unpinnedReason).toBeUndefined();
  });

  test('fails before Kubernetes 1.35, and says what to do', () => {
    expect(() => bound(ModelSource.ociImage(reference), { kubernetesVersion: KubernetesVersion.of('1.34') })).toThrow(
      /source-refuses: an image can be a volume from Kubernetes 1\.35 on, and kubernetesVersion is 1\.34; set kubernetesVersion: KubernetesVersion\.V1_35 when every cluster is that new, or keep the files in a claim/,
    );
  });

  test('fails for what is no image, and for a path that leads out of it', () => {
    expect(() => ModelSource.ociImage('oci://registry.example.com/llama')).toThrow(/^invalid image/);
    expect(() => ModelSource.ociImage(reference, { path: '../etc' })).toThrow('invalid path in the image: got "../etc"');
  });
});
