import { Size } from 'cdk8s';
import { bound, egressOf, findingsWithoutIdentity } from './binding';
import { Cpu, ModelCache, ModelSource, PodVolume, RuntimeSettings } from '../../src';
import { envOf } from '../conformance/render';

const annotationsOf = (source: ModelSource, settings?: RuntimeSettings) => bound(source, settings).deployment.spec.template!.metadata.annotations;
const csiOf = (source: ModelSource) => (bound(source).pod.volumes.find(({ name }) => name === 'model-source') as unknown as { csi: { volumeAttributes: { [key: string]: string } } }).csi;

describe('a bucket that GKE mounts', () => {
  test('is a volume of its driver, with the annotation that brings the sidecar', () => {
    const source = ModelSource.gcsFuse('gs://my-models/llama/7b/');
    const { server, init, uri } = bound(source);
    expect(csiOf(source)).toEqual({
      driver: 'gcsfuse.csi.storage.gke.io', readOnly: true, volumeAttributes: { bucketName: 'my-models', mountOptions: 'implicit-dirs,only-dir=llama/7b' },
    });
    expect(server.volumeMounts).toContainEqual({ name: 'model-source', mountPath: '/mnt/models', readOnly: true });
    expect([uri, init, annotationsOf(source)['gke-gcsfuse/volumes']]).toEqual(['gs://my-models/llama/7b/', [], 'true']);
  });

  test('has the sizes of the sidecar, and the options that are asked for', () => {
    const source = ModelSource.gcsFuse('gs://my-models', {
      implicitDirs: false,
      mountOptions: ['file-cache:max-size-mb:-1'],
      attributes: { gcsfuseLoggingSeverity: 'warning' },
      sidecarCpu: Cpu.millis(500),
      sidecarMemory: Size.gibibytes(2),
      sidecarEphemeralStorage: Size.gibibytes(50),
    });
    expect(csiOf(source).volumeAttributes).toEqual({ bucketName: 'my-models', mountOptions: 'file-cache:max-size-mb:-1', gcsfuseLoggingSeverity: 'warning' });
    expect(annotationsOf(source)).toMatchObject({ 'gke-gcsfuse/cpu-limit': '500m', 'gke-gcsfuse/memory-limit': '2Gi', 'gke-gcsfuse/ephemeral-storage-limit': '50Gi' });
  });

  test('may have no limits of the sidecar', () => {
    expect(annotationsOf(ModelSource.gcsFuse('gs://my-models', { sidecarUnlimited: true }))).toMatchObject({
      'gke-gcsfuse/volumes': 'true', 'gke-gcsfuse/cpu-limit': '0', 'gke-gcsfuse/memory-limit': '0', 'gke-gcsfuse/ephemeral-storage-limit': '0',
    });
  });

  test('lets an annotation of the user win', () => {
    expect(annotationsOf(ModelSource.gcsFuse('gs://my-models'), { pod: { annotations: { 'gke-gcsfuse/cpu-limit': '0' } } })['gke-gcsfuse/cpu-limit']).toBe('0');
  });

  test('may be a single file, which keeps its name', () => {
    const source = ModelSource.gcsFuse('gs://my-models/v2/resnet50.onnx');
    expect(csiOf(source).volumeAttributes.mountOptions).toBe('implicit-dirs,only-dir=v2');
    expect([source.onlyFile, envOf(bound(source).server).MODEL_PATH]).toEqual(['resnet50.onnx', '/mnt/models/resnet50.onnx']);
    expect(csiOf(ModelSource.gcsFuse('gs://my-models/tiny.gguf')).volumeAttributes.mountOptions).toBe('implicit-dirs');
  });

  test('is read with the identity of the ServiceAccount, unless it is public', () => {
    expect(findingsWithoutIdentity(ModelSource.gcsFuse('gs://my-models'))).toEqual(['service-account-missing']);
    expect(findingsWithoutIdentity(ModelSource.gcsFuse('gs://my-models', { anonymous: true }))).toEqual([]);
    expect(csiOf(ModelSource.gcsFuse('gs://my-models', { anonymous: true })).volumeAttributes).toMatchObject({ mountOptions: 'implicit-dirs,anonymous-access', skipCSIBucketAccessCheck: 'true' });
  });

  test('reaches the store and the metadata server from the Pod', () => {
    expect(egressOf(ModelSource.gcsFuse('gs://my-models'))).toEqual([443, '169.254.169.254/32 80', '169.254.169.252/32 988']);
    expect(egressOf(ModelSource.gcsFuse('gs://my-models', { anonymous: true }))).toEqual([443]);
  });

  test.each([
    [{ mountOptions: ['only-dir=a'] }, 'options that nothing else says'],
    [{ mountOptions: ['a,b'] }, 'one option each'],
    [{ attributes: { bucketName: 'b' } }, 'attributes that nothing else says'],
    [{ sidecarUnlimited: true, sidecarMemory: Size.gibibytes(1) }, 'allowed is either of them'],
  ])('fails for what is said twice, or is no option: %j', (options, allowed) => {
    expect(() => ModelSource.gcsFuse('gs://my-models', options)).toThrow(allowed);
  });

  test('fails for a folder that an option cannot name', () => {
    expect(() => ModelSource.gcsFuse('gs://my-models/a,b/')).toThrow('a folder without commas');
  });
});

describe('a bucket that is a volume of the Pod', () => {
  const bucket = PodVolume.csi('bucket', 'gcsfuse.csi.storage.gke.io', { attributes: { bucketName: 'b' } });
  const annotationOf = (settings: RuntimeSettings) => annotationsOf(ModelSource.s3('s3://models/llama/', { size: Size.gibibytes(5) }), settings)['gke-gcsfuse/volumes'];

  test.each<[string, RuntimeSettings]>([
    ['a cache of weights', { cache: ModelCache.volume(bucket) }],
    ['any volume', { pod: { volumes: [bucket], mounts: [{ volume: 'bucket', path: '/data' }] } }],
  ])('brings the sidecar, as %s', (_, settings) => {
    expect(annotationOf(settings)).toBe('true');
  });

  test('leaves the last word to the user', () => {
    expect(annotationOf({ cache: ModelCache.volume(bucket), pod: { annotations: { 'gke-gcsfuse/volumes': 'false' } } })).toBe('false');
  });

  test('brings the sidecar into the Pods of the Job that fills it', () => {
    const { objects } = bound(ModelSource.s3('s3://models/llama/', { size: Size.gibibytes(5) }), { cache: ModelCache.volume(bucket).filledByJob() });
    const job = objects.find(({ kind }) => kind === 'Job') as unknown as { spec: { template: { metadata: { annotations: object } } } };
    expect(job.spec.template.metadata.annotations).toMatchObject({ 'gke-gcsfuse/volumes': 'true' });
  });

  test('is asked for by no other driver', () => {
    expect(annotationOf({ pod: { volumes: [PodVolume.csi('efs', 'efs.csi.aws.com')], mounts: [{ volume: 'efs', path: '/data' }] } })).toBeUndefined();
  });
});
