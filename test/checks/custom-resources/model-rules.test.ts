import { modelWithRuntime, validateModel } from './models';

const found = (runtime: Record<string, unknown>) => validateModel(modelWithRuntime(runtime)).map(({ path, rule }) => `${path}: ${rule}`);
const resources = (requests: Record<string, unknown>, limits: Record<string, unknown> = {}) => ({ resources: { requests, limits } });

describe('requests and limits', () => {
  test.each([
    ['1', '1'], ['0.1', '100m'], ['1000', '1k'], ['1Ki', '1025'], ['999m', 1], ['1e2', '100'],
  ])('a cpu request of %s fits in a limit of %s', (request, limit) => {
    expect(found(resources({ cpu: request }, { cpu: limit }))).toEqual([]);
  });

  test.each([
    ['1001m', '1'], ['1Gi', '1G'], [2, '1'], ['2n', '1n'],
  ])('fails for a memory request of %s with a limit of %s', (request, limit) => {
    expect(found(resources({ memory: request }, { memory: limit }))).toEqual(['spec.runtime.resources.requests.memory: requests-within-limits']);
  });

  test('is silent about a request whose limit is broken, beyond that', () => {
    expect(found(resources({ cpu: '2' }, { cpu: 'one' }))).toEqual([expect.stringMatching(/limits\.cpu: pattern/)]);
    expect(found(resources({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': 'one' }))).toEqual([expect.stringMatching(/limits\["nvidia.com\/gpu"\]: pattern/)]);
    expect(found(resources({ cpu: true }, { cpu: '2' }))).toEqual(['spec.runtime.resources.requests.cpu: type integer or string']);
  });

  test('the number 1 and the text 1 are the same count of devices', () => {
    expect(found(resources({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': '1' }))).toEqual([]);
  });

  test('fails for huge pages whose limit is equal and written otherwise', () => {
    expect(found(resources({ 'hugepages-2Mi': '1Gi' }, { 'hugepages-2Mi': '1024Mi' }))).toEqual([
      'spec.runtime.resources.requests.hugepages-2Mi: requests-equal-limits',
    ]);
  });

  test('leaves out a name whose amount is undefined', () => {
    expect(found(resources({ cpu: '1' }, { cpu: undefined }))).toEqual([]);
  });

  test('says one thing of a name that is none', () => {
    expect(found(resources({ gpus: '1' }))).toEqual(['spec.runtime.resources.requests.gpus: resource-name']);
  });
});

describe('environment variables', () => {
  test('an empty value beside valueFrom is taken, as Kubernetes takes it', () => {
    expect(found({ env: [{ name: 'A', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] })).toEqual([]);
  });

  test('fails for an item that is no object, without stumbling', () => {
    expect(found({ env: ['A=b'] })).toEqual(['spec.runtime.env[0]: type object']);
  });
});

describe('volume mounts', () => {
  const mount = { name: 'cache', mountPath: '/cache' };

  test('fails where there are no volumes', () => {
    expect(found({ volumeMounts: [mount] })).toEqual(['spec.runtime.volumeMounts[0].name: mount-has-volume']);
  });

  test('is silent about mounts where the volumes are broken', () => {
    expect(found({ volumes: {}, volumeMounts: [mount] })).toEqual(['spec.runtime.volumes: type array']);
    expect(found({ volumes: [{ emptyDir: {} }], volumeMounts: [mount] })).toEqual(['spec.runtime.volumes[0].name: required']);
    expect(found({ volumeMounts: ['cache:/cache'] })).toEqual(['spec.runtime.volumeMounts[0]: type object']);
  });

  test('an empty subPath beside a subPathExpr is taken', () => {
    expect(found({ volumes: [{ name: 'cache' }], volumeMounts: [{ ...mount, subPath: '', subPathExpr: '$(A)' }] })).toEqual([]);
  });
});
