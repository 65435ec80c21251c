import { AcceleratorPool, AutoscalingPolicy, AutoscalingPolicyProps, ModelInfer, Scaling } from '../../src';
import { chartIn, findingsOf, gpuCompute, plainModel, plainProfile, smallCompute } from '../fixtures';

/** A profile on two GPUs that says its pool, and what is said of the pool. */
function fleet(accelerators: number) {
  const chart = chartIn('ml');
  const profile = plainProfile(chart, { compute: gpuCompute(2), acceleratorPool: AcceleratorPool.of('l4', accelerators) });
  const policy = (id: string, props: Partial<AutoscalingPolicyProps> = {}) => new AutoscalingPolicy(chart, `${id}-scaling`, {
    target: plainModel(chart, id, { profile }), maxReplicas: 3, scaling: [Scaling.byCpu(0.6)], ...props,
  });
  return { chart, profile, policy, said: () => findingsOf(chart, 'accelerator-pool-exceeded').map(({ what }) => what) };
}

test('policies of the models of a profile take from its pool together', () => {
  const { policy, said } = fleet(12);
  policy('one');
  policy('two');
  expect(said()).toEqual([]);
  policy('three');
  expect(said()).toEqual([
    'the pool l4 has 12 accelerators, and its 3 policies can ask for 18: chart/one-scaling up to 3 × 2, chart/two-scaling up to 3 × 2, chart/three-scaling up to 3 × 2',
  ]);
});

test('and so do models whose replicas are fixed, and ModelInfers that scale themselves', () => {
  const { chart, profile, policy, said } = fleet(11);
  policy('one');
  plainModel(chart, 'fixed', { profile, replicas: 2 });
  const model = plainModel(chart, 'registered', { profile, registerOnly: true });
  expect(said()).toEqual([]);
  new ModelInfer(chart, 'infer', { model, autoscaling: { maxReplicas: 2, targetCpuUtilization: 0.6 } });
  expect(said()).toEqual([
    'the pool l4 has 11 accelerators, and its 3 policies and models can ask for 14: chart/one-scaling up to 3 × 2, chart/fixed/Runtime 2 × 2, chart/infer up to 2 × 2',
  ]);
});

test('a policy, and a model, may say another pool', () => {
  const { chart, profile, policy, said } = fleet(6);
  policy('one');
  policy('two', { pool: AcceleratorPool.of('other', 6) });
  plainModel(chart, 'three', { profile, acceleratorPool: AcceleratorPool.of('third', 2) });
  plainModel(chart, 'on-a-cpu', { profile, compute: smallCompute(), replicas: 9 });
  expect(said()).toEqual([]);
});

test('one model alone can be more than the pool has', () => {
  const { chart, profile, said } = fleet(3);
  plainModel(chart, 'fixed', { profile, replicas: 2 });
  expect(said()).toEqual(['the pool l4 has 3 accelerators, and its model can ask for 4: chart/fixed/Runtime 2 × 2']);
});
