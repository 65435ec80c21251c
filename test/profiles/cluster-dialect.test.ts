import { Accelerator, ClusterDialect, ClusterDialectProps } from '../../src';

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
