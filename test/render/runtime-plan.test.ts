import { Size } from 'cdk8s';
import { ModelCache, ModelLayout, Rollout } from '../../src';
import { chartIn, findingsOf, gpuCompute, objectOf, PlainEngine, plainModel, PlainSource, rulesOf, serverOf, templateOf, ModelOverrides } from '../fixtures';

function specWith(overrides: ModelOverrides = {}) {
  const chart = chartIn();
  plainModel(chart, 'model', overrides);
  return templateOf(chart).spec;
}

const volume = (spec: ReturnType<typeof specWith>, name: string) => spec.volumes.find((one: { name: string }) => one.name === name);
const mount = (spec: ReturnType<typeof specWith>, path: string) =>
  spec.containers[0].volumeMounts.find((one: { mountPath: string }) => one.mountPath === path);

describe('what is derived for a runtime', () => {
  test('has a cache of 1.2 times the weights, rounded up', () => {
    expect(volume(specWith({ source: new PlainSource({ size: Size.gibibytes(10) }) }), 'model')).toEqual({ name: 'model', emptyDir: { sizeLimit: '12Gi' } });
  });

  test('has a cache for the largest model that the accelerators can hold when the size is unknown', () => {
    expect(volume(specWith({ compute: gpuCompute(2), replicas: 2 }), 'model').emptyDir.sizeLimit).toBe('54Gi');
  });

  test('has a cache for the memory limit when there is no accelerator either', () => {
    expect(volume(specWith(), 'model').emptyDir.sizeLimit).toBe('39Gi');
  });

  test('has the model read-only for the server, but where the server downloads by itself', () => {
    expect(mount(specWith(), '/mnt/models')).toEqual({ name: 'model', mountPath: '/mnt/models', readOnly: true });
    const hub = new PlainSource({ binding: { model: { path: 'o/m', hub: true } } });
    expect(mount(specWith({ source: hub }), '/mnt/models')).toEqual({ name: 'model', mountPath: '/mnt/models' });
  });

  test('has a folder for each model and version on a shared claim', () => {
    const cache = ModelCache.existingClaim('weights');
    expect(mount(specWith({ cache, rollout: Rollout.recreate() }), '/mnt/models').subPath).toBe('model/1.0.0');
  });

  test('makes a claim of its own beside the Deployment', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { cache: ModelCache.claim({ size: Size.gibibytes(100), storageClassName: 'fast' }), rollout: Rollout.recreate() });
    expect(objectOf(chart, 'PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'model-cache' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '100Gi' } } },
    });
    expect(volume(templateOf(chart).spec, 'model')).toEqual({ name: 'model', persistentVolumeClaim: { claimName: 'model-cache' } });
  });

  test('has no model volume for a source that brings its own', () => {
    const spec = specWith({ source: new PlainSource({ binding: { needsModelVolume: false, initContainers: [] } }) });
    expect(volume(spec, 'model')).toBeUndefined();
    expect(mount(spec, '/mnt/models')).toBeUndefined();
  });

  test('has shared memory of the engine\'s size, or of the user\'s', () => {
    const profileProps = { engine: new PlainEngine({ sharedMemory: Size.gibibytes(2) }) };
    expect(volume(specWith({ profileProps }), 'shm')).toEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '2Gi' } });
    expect(volume(specWith({ profileProps, sharedMemory: Size.gibibytes(3) }), 'shm').emptyDir.sizeLimit).toBe('3Gi');
    expect(mount(specWith({ profileProps }), '/dev/shm').name).toBe('shm');
  });

  test('surges without accelerators, and never with them', () => {
    const strategy = (overrides: ModelOverrides) => {
      const chart = chartIn();
      plainModel(chart, 'model', { replicas: 2, ...overrides });
      return objectOf(chart, 'Deployment').spec.strategy.rollingUpdate;
    };
    expect(strategy({})).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(strategy({ compute: gpuCompute() })).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    expect(strategy({ compute: gpuCompute(), rollout: Rollout.surge(2) })).toEqual({ maxSurge: 2, maxUnavailable: 0 });
  });

  test('requests the disk that the compute says, where it says one', () => {
    const chart = chartIn();
    const { compute } = plainModel(chart, 'model', { compute: gpuCompute(), replicas: 2 }).runtime.profile.settings;
    expect(compute).toBeDefined();
    expect(serverOf(chart).resources.requests).toHaveProperty(['ephemeral-storage'], '31Gi');
  });
});

describe('what refuses', () => {
  const failing = (what: string) => () => {
    throw new Error(what);
  };

  test.each<[string, string, ModelOverrides]>([
    ['an engine that cannot serve', 'engine-refuses', { profileProps: { engine: new PlainEngine({ bind: failing('no such model') }) } }],
    ['an engine that knows no such layout', 'engine-refuses', { source: Object.assign(new PlainSource(), { layout: ModelLayout.REPOSITORY }) }],
    ['an engine without an image', 'engine-refuses', { profileProps: { engine: Object.assign(new PlainEngine(), { imageFor: failing('no image') }) } }],
    ['an engine that fails over its shared memory', 'engine-refuses', { profileProps: { engine: Object.assign(new PlainEngine(), { sharedMemory: failing('no memory') }) } }],
    ['a source that cannot be fetched', 'source-refuses', { source: new PlainSource({ bind: failing('no such bucket') }) }],
    ['a cache that no volume can be', 'cache-invalid', { cache: ModelCache.perPod({ storageClassName: 'No Class' }) }],
    ['a cache for weights of nothing', 'cache-invalid', { source: Object.assign(new PlainSource(), { size: Size.gibibytes(0) }) }],
  ])('%s is a finding with a path, and no crash', (_what, rule, overrides) => {
    const chart = chartIn();
    plainModel(chart, 'model', overrides);
    expect(rulesOf(chart)).toEqual([rule]);
    expect(findingsOf(chart, rule)[0].path).toBe('chart/model/Runtime');
  });

  test('what is thrown and is no Error is said too', () => {
    const chart = chartIn();
    plainModel(chart, 'model', {
      source: new PlainSource({
        bind: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- what users of other languages may do
          throw 'just a text';
        },
      }),
    });
    expect(findingsOf(chart, 'source-refuses')[0].what).toBe('just a text');
  });

  test('the properties of a runtime that cannot be planned throw the reason', () => {
    const model = plainModel(chartIn(), 'model', { source: new PlainSource({ bind: failing('no such bucket') }) });
    for (const read of [() => model.runtime.image, () => model.runtime.requests, () => model.runtime.limits]) expect(read).toThrow('no such bucket');
  });
});
