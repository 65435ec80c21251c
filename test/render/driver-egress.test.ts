import { ModelCache, ModelSource, PodVolume } from '../../src';
import { chartIn, ModelOverrides, objectOf, plainModel } from '../fixtures';

const bucket = (options = '') => PodVolume.csi('bucket', 'gcsfuse.csi.storage.gke.io', { attributes: { bucketName: 'models', mountOptions: options } });

/** The ports that the policy of a model lets out, besides those of DNS. */
function portsOf(overrides: ModelOverrides): number[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { network: {}, ...overrides });
  const { egress } = objectOf(chart, 'NetworkPolicy').spec as { egress: { ports: { port: number }[] }[] };
  return [...new Set(egress.flatMap(({ ports }) => ports.map(({ port }) => port)))].filter(port => port !== 53 && port !== 5353);
}

describe('a bucket whose sidecar is in the Pod', () => {
  const held = { source: ModelSource.pvc('weights') };

  test.each<[string, ModelOverrides]>([
    ['the source', { source: ModelSource.volume(bucket()) }],
    ['the cache', { cache: ModelCache.volume(bucket()) }],
    ['a volume of the user', { ...held, pod: { volumes: [bucket()], mounts: [{ volume: 'bucket', path: '/data' }] } }],
  ])('may be reached where it is %s', (_what, overrides) => {
    expect(portsOf(overrides)).toEqual([443, 80, 988]);
  });

  test('asks for no identity where it is public', () => {
    expect(portsOf({ source: ModelSource.volume(bucket('implicit-dirs,anonymous-access')) })).toEqual([443]);
    expect(portsOf({ source: ModelSource.gcsFuse('gs://models/llama/', { anonymous: true }) })).toEqual([443]);
  });

  test('opens nothing where another driver reads it', () => {
    expect(portsOf({ source: ModelSource.volume(PodVolume.csi('bucket', 's3.csi.aws.com', { attributes: { bucketName: 'models' } })) })).toEqual([]);
  });
});
