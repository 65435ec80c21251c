import { Accelerator, ClusterDialect, ClusterDialectProps, SharingStrategy, SliceNaming } from '../../src';
import { ACCELERATORS } from '../../src/facts/accelerators';

const metal = (props: Partial<ClusterDialectProps> = {}) => ClusterDialect.of({ name: 'metal', acceleratorLabel: 'example.com/gpu', acceleratorValues: { 'NVIDIA L4': 'l4' }, ...props });

describe('a cluster dialect', () => {
  test.each([
    [ClusterDialect.GKE, { 'cloud.google.com/gke-accelerator': 'nvidia-l4' }],
    [ClusterDialect.EKS, { 'karpenter.k8s.aws/instance-gpu-name': 'l4' }],
    [ClusterDialect.AKS, { 'kubernetes.azure.com/accelerator': 'nvidia' }],
    [ClusterDialect.GPU_FEATURE_DISCOVERY, { 'nvidia.com/gpu.product': 'NVIDIA-L4' }],
  ])('%# selects nodes with an L4 by the label of its cloud', (dialect, labels) => {
    expect(dialect.nodeSelector(Accelerator.NVIDIA_L4)).toEqual(labels);
  });

  test.each([ClusterDialect.GKE, ClusterDialect.EKS, ClusterDialect.AKS, ClusterDialect.GPU_FEATURE_DISCOVERY])('%# selects nothing for an accelerator that it has no name for', dialect => {
    expect(dialect.nodeSelector(Accelerator.INTEL_GAUDI3)).toEqual({});
  });

  describe.each(['GKE', 'EKS', 'AKS', 'GPU_FEATURE_DISCOVERY', 'OPENSHIFT'] as const)('%s', name => {
    /** Who sets a label, by the resource of the device that it is on; the clouds label what they rent out, which none of these resources tells. */
    const LABELLED: readonly [label: string, resource: RegExp][] = [
      ['nvidia.com/gpu.product', /^nvidia\.com\//], ['amd.com/gpu.product-name', /^amd\.com\//], ['gpu.intel.com/product', /^gpu\.intel\.com\//],
      ['cloud.google.com/gke-tpu-', /^google\.com\/tpu/], ['cloud.google.com/gke-', /^nvidia\.com\//],
      ['karpenter.k8s.aws/instance-gpu-memory', /^nvidia\.com\//],
      ['karpenter.k8s.aws/instance-accelerator-name', /^aws\.amazon\.com\//], ['karpenter.k8s.aws/instance-gpu-name', /^nvidia\.com\//],
      ['kubernetes.azure.com/accelerator', /^nvidia\.com\//],
    ];
    const constants = Object.values(Accelerator as unknown as Record<string, unknown>).filter(one => one instanceof Accelerator);
    const parts = [
      Accelerator.AMD_MI300X.partition('cpx_nps4'), Accelerator.AMD_MI300X.partition('cpx_nps4', { naming: SliceNaming.AS_DEVICE }),
      Accelerator.NVIDIA_H100.mig('3g.40gb'), Accelerator.NVIDIA_H100.mig('3g.40gb', { naming: SliceNaming.AS_DEVICE }),
      Accelerator.INTEL_MAX_1550.shared({ replicas: 2 }), Accelerator.NVIDIA_L4.shared({ replicas: 2, strategy: SharingStrategy.MPS, resource: 'nvidia.com/gpu' }),
    ];

    test('tells devices of one resource apart, or selects none of them; AKS has no label for it', () => {
      const selectors = constants.filter(one => one !== Accelerator.NVIDIA_H100_MEGA).map(one => JSON.stringify(ClusterDialect[name].nodeSelector(one))).filter(text => text !== '{}');
      expect(new Set(selectors).size).toBe(name === 'AKS' ? 1 : selectors.length);
    });

    test('selects nodes by no label of another vendor, whatever the accelerator', () => {
      expect(constants.length).toBe(ACCELERATORS.length);
      for (const accelerator of [...constants, ...parts]) {
        for (const label of Object.keys(ClusterDialect[name].nodeSelector(accelerator))) {
          const [, resource] = LABELLED.find(([prefix]) => label.startsWith(prefix))!;
          expect(`${accelerator.resource} of ${accelerator.name} by ${label}`).toMatch(resource);
        }
      }
    });
  });

  test('of EKS tells a GPU by its memory where Karpenter has one name for several, also for slices and shares of it', () => {
    const labels = { 'karpenter.k8s.aws/instance-gpu-name': 'a100', 'karpenter.k8s.aws/instance-gpu-memory': '81920' };
    for (const accelerator of [Accelerator.NVIDIA_A100_80GB, Accelerator.NVIDIA_A100_80GB.mig('1g.10gb'), Accelerator.NVIDIA_A100_80GB.shared({ replicas: 2 })]) {
      expect(ClusterDialect.EKS.nodeSelector(accelerator)).toEqual(labels);
    }
    expect(ClusterDialect.EKS.nodeSelector(Accelerator.NVIDIA_A100_40GB)).toEqual({ ...labels, 'karpenter.k8s.aws/instance-gpu-memory': '40960' });
  });

  test('of OpenShift selects what the labellers of the vendors say', () => {
    for (const accelerator of [Accelerator.NVIDIA_L4, Accelerator.AMD_MI300X, Accelerator.INTEL_MAX_1550]) {
      expect(ClusterDialect.OPENSHIFT.nodeSelector(accelerator)).toEqual(ClusterDialect.GPU_FEATURE_DISCOVERY.nodeSelector(accelerator));
    }
    expect(ClusterDialect.OPENSHIFT.nodeSelector(Accelerator.AMD_MI300X)).toEqual({ 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM' });
  });

  test('of AKS tolerates the taint that is a convention there', () => {
    expect(ClusterDialect.AKS.tolerations).toEqual([{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }]);
    expect(ClusterDialect.GKE.tolerations).toEqual([]);
  });

  test('of one\'s own selects what its table says, and knows no accelerator by the names that every object has', () => {
    expect(metal().nodeSelector(Accelerator.NVIDIA_L4)).toEqual({ 'example.com/gpu': 'l4' });
    expect(metal().nodeSelector(Accelerator.of({ name: 'constructor', resource: 'a.b/c' }))).toEqual({});
  });

  test('gives a copy of its tolerations', () => {
    const dialect = metal({ tolerations: [{ key: 'gpu' }] });
    dialect.tolerations.push({ key: 'other' });
    expect(dialect.tolerations).toEqual([{ key: 'gpu' }]);
  });

  test.each(['', 'a b', 'a/b/c', '-x'])('fails for the label %j', acceleratorLabel => {
    expect(() => metal({ acceleratorLabel })).toThrow(`invalid acceleratorLabel of metal: got ${JSON.stringify(acceleratorLabel)}`);
  });

  test('fails for a value that no label can have', () => {
    expect(() => metal({ acceleratorValues: { 'NVIDIA L4': 'NVIDIA L4' } })).toThrow('invalid acceleratorValues of metal["NVIDIA L4"]: got "NVIDIA L4"');
  });

  test.each([[{ value: 'x' }, '.operator'], [{ key: 'a', operator: 'exists' }, '.operator'], [{ key: 'a', operator: 'Exists', value: 'b' }, '.value'], [{ key: 'a b' }, '.key'], [{ key: 'a', effect: 'Never' }, '.effect']])(
    'fails for the toleration %j', (toleration, member) => {
      expect(() => metal({ tolerations: [toleration] })).toThrow(`invalid tolerations of metal[0]${member}: got `);
    },
  );

  test('takes a toleration of everything', () => {
    expect(metal({ tolerations: [{}] }).tolerations).toEqual([{}]);
  });
});
