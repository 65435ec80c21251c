import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, ClusterDialect, Compute, RuntimeSettings, Spread } from '../../src';
import { chartIn, gpuCompute, plainModel, templateOf } from '../fixtures';

function specWith(settings: RuntimeSettings) {
  const chart = chartIn();
  plainModel(chart, 'model', { ...settings, replicas: 2 });
  return templateOf(chart).spec;
}

describe('scheduling', () => {
  test('without accelerators selects and tolerates nothing', () => {
    const spec = specWith({ cluster: ClusterDialect.AKS });
    for (const field of ['nodeSelector', 'tolerations', 'topologySpreadConstraints', 'priorityClassName', 'runtimeClassName']) expect(spec).not.toHaveProperty(field);
  });

  test('tolerates the accelerator\'s taint with whatever value', () => {
    expect(specWith({ compute: gpuCompute() }).tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]);
  });

  test('of a MIG slice tolerates the taint of the whole GPU', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_H100.mig('1g.10gb'), { cpu: Cpu.units(1), memory: Size.gibibytes(40) });
    expect(specWith({ compute }).tolerations[0].key).toBe('nvidia.com/gpu');
  });

  test('follows the dialect of the cluster, and what the user adds', () => {
    const spec = specWith({
      compute: gpuCompute(),
      cluster: ClusterDialect.AKS,
      scheduling: { nodeSelector: { pool: 'gpu' }, tolerations: [{ key: 'team', value: 'red' }, { key: 'spot' }], priorityClassName: 'serving', runtimeClassName: 'nvidia' },
    });
    expect(spec.nodeSelector).toEqual({ 'kubernetes.azure.com/accelerator': 'nvidia', 'pool': 'gpu' });
    expect(spec.tolerations.slice(1)).toEqual([
      { key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }, { key: 'team', operator: 'Equal', value: 'red' }, { key: 'spot', operator: 'Exists' },
    ]);
    expect(spec).toMatchObject({ priorityClassName: 'serving', runtimeClassName: 'nvidia' });
  });

  test('lets the user\'s label win over the dialect\'s', () => {
    const { nodeSelector } = specWith({ compute: gpuCompute(), cluster: ClusterDialect.GKE, scheduling: { nodeSelector: { 'cloud.google.com/gke-accelerator': 'other' } } });
    expect(nodeSelector).toEqual({ 'cloud.google.com/gke-accelerator': 'other' });
  });

  test.each([[Spread.NODES, ['kubernetes.io/hostname']], [Spread.ZONES, ['topology.kubernetes.io/zone', 'kubernetes.io/hostname']]])('spreads over %s as far as there are enough', (spread, keys) => {
    const constraints = specWith({ scheduling: { spread } }).topologySpreadConstraints;
    expect(constraints).toEqual(keys.map(topologyKey => ({
      maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { 'registry.matrixinfer.ai/model': 'model' } },
    })));
  });
});
