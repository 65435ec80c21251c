import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, ClusterDialect, Compute, LabelRequirement, NodeAffinity, PodAffinity, RuntimeSettings, Spread } from '../../src';
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

  test('spreads as the user says in place of the soft way over the same parts', () => {
    const { topologySpreadConstraints } = specWith({
      scheduling: {
        spread: Spread.ZONES,
        topologySpread: [{ topologyKey: 'kubernetes.io/hostname', required: true, maxSkew: 2, minDomains: 3, matchLabelKeys: ['pod-template-hash'], honorTaints: true }],
      },
    });
    const labelSelector = { matchLabels: { 'registry.matrixinfer.ai/model': 'model' } };
    expect(topologySpreadConstraints).toEqual([
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
      {
        maxSkew: 2, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector, minDomains: 3, matchLabelKeys: ['pod-template-hash'], nodeTaintsPolicy: 'Honor',
      },
    ]);
  });

  test('leaves nodes with a taint after a while, and names the scheduler', () => {
    const spec = specWith({ scheduling: { schedulerName: 'bin-packing', tolerations: [{ key: 'spot', effect: 'NoExecute', evictAfter: Duration.minutes(1) }] } });
    expect(spec).toMatchObject({ schedulerName: 'bin-packing', tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }] });
  });
});

describe('node affinity', () => {
  const [gpu, notSpot] = [LabelRequirement.isIn('gpu', ['l4', 'a100']), LabelRequirement.doesNotExist('spot')];

  test('of a model narrows what its profile says, where Kubernetes would take either', () => {
    const chart = chartIn();
    const anyZone = NodeAffinity.requiredAny([{ labels: [LabelRequirement.isIn('zone', ['a'])] }, { labels: [LabelRequirement.isIn('zone', ['b']), LabelRequirement.exists('fast')] }]);
    plainModel(chart, 'model', { profileProps: { scheduling: { nodeAffinity: [anyZone] } }, scheduling: { nodeAffinity: [NodeAffinity.required([notSpot])] } });
    const spot = { key: 'spot', operator: 'DoesNotExist' };
    expect(templateOf(chart).spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }, spot] },
      { matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }, { key: 'fast', operator: 'Exists' }, spot] },
    ]);
  });

  test('may only be preferred, by labels, values and numbers', () => {
    const { affinity } = specWith({ scheduling: { nodeAffinity: [NodeAffinity.preferred(10, [gpu, LabelRequirement.isAbove('cores', 7), LabelRequirement.isBelow('age', 3), LabelRequirement.isNotIn('a', ['b'])])] } });
    expect(affinity).toEqual({
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{
          weight: 10,
          preference: {
            matchExpressions: [
              { key: 'gpu', operator: 'In', values: ['l4', 'a100'] }, { key: 'cores', operator: 'Gt', values: ['7'] }, { key: 'age', operator: 'Lt', values: ['3'] },
              { key: 'a', operator: 'NotIn', values: ['b'] },
            ],
          },
        }],
      },
    });
  });

  test.each([
    ['no label', () => NodeAffinity.required([]), /labels of a node affinity/],
    ['no term', () => NodeAffinity.requiredAny([]), /terms of a node affinity/],
    ['a weight of 0', () => NodeAffinity.preferred(0, [notSpot]), /weight of an affinity: got 0/],
    ['no value', () => LabelRequirement.isIn('a', []), /values of the label a/],
    ['a value that no label has', () => LabelRequirement.isNotIn('a', ['b c']), /values of the label a\[0\]: got "b c"/],
    ['a key that no label has', () => LabelRequirement.exists('a b'), /key of a label: got "a b"/],
    ['a number with a fraction', () => LabelRequirement.isAbove('a', 1.5), /number for the label a: got 1\.5/],
    ['a number that no label is', () => LabelRequirement.isBelow('a', -1), /number for the label a: got -1/],
  ])('fails with %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('no requirements', () => {
  const topologyKey = 'kubernetes.io/hostname';
  const own = { matchLabels: { 'registry.matrixinfer.ai/model': 'model' } };

  test('in an empty list are as if there were no list: of the Pods of the model itself', () => {
    const { affinity, topologySpreadConstraints: [spread] } = specWith({
      scheduling: { podAffinity: [PodAffinity.required({ topologyKey, requirements: [] })], topologySpread: [{ topologyKey, requirements: [] }] },
    });
    expect(affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector).toEqual(own);
    expect(spread.labelSelector).toEqual(own);
  });

  test('and no labels, where they are given so, are all Pods: a selector that is left out would be none', () => {
    expect(specWith({ scheduling: { topologySpread: [{ topologyKey, labels: {} }] } }).topologySpreadConstraints[0].labelSelector).toEqual({});
  });
});

describe('Pod affinity', () => {
  const topologyKey = 'kubernetes.io/hostname';

  test('is about the Pods of the model itself, unless it names others', () => {
    const others = { topologyKey: 'topology.kubernetes.io/zone', labels: { app: 'cache' }, requirements: [LabelRequirement.exists('ready')], namespaces: ['caches'] };
    const { affinity } = specWith({
      scheduling: {
        podAntiAffinity: [PodAffinity.required({ topologyKey })],
        podAffinity: [PodAffinity.preferred(50, others), PodAffinity.required({ topologyKey, labels: {}, namespaceLabels: {} })],
      },
    });
    expect(affinity).toEqual({
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { 'registry.matrixinfer.ai/model': 'model' } } }] },
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: {}, namespaceSelector: {} }],
        preferredDuringSchedulingIgnoredDuringExecution: [{
          weight: 50,
          podAffinityTerm: {
            topologyKey: 'topology.kubernetes.io/zone',
            labelSelector: { matchLabels: { app: 'cache' }, matchExpressions: [{ key: 'ready', operator: 'Exists' }] },
            namespaces: ['caches'],
          },
        }],
      },
    });
  });

  test.each([
    ['a number, which selectors of Pods do not compare', () => PodAffinity.required({ topologyKey, requirements: [LabelRequirement.isAbove('a', 1)] }), /compare numbers in nodeAffinity only/],
    ['no node label', () => PodAffinity.required({ topologyKey: '' }), /topologyKey of a Pod affinity/],
    ['a namespace that there cannot be', () => PodAffinity.required({ topologyKey, namespaces: ['A'] }), /namespaces of a Pod affinity/],
    ['a label that there cannot be', () => PodAffinity.preferred(1, { topologyKey, labels: { 'a b': '' } }), /labels of a Pod affinity/],
  ])('fails with %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});
