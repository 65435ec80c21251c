import { Chart } from 'cdk8s';
import { AcceleratorPool } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { acknowledged, RuleExamples, two } from '../rule-examples';
import { outside, policy } from '../scaling-examples';

const POOL = AcceleratorPool.of('l4', 3);
const wide = policy({ pool: POOL });
const other = (maxReplicas: number, accelerators: number) => outside({ maxReplicas, pool: AcceleratorPool.of('l4', 8) }, { accelerators }, 'other');

/** Models with a fixed number of replicas. */
const models = (count: number, size = 3) => (chart: Chart) => Array.from({ length: count }, (_none, index) => plainModel(chart, `model-${index}`, { replicas: 4, acceleratorPool: AcceleratorPool.of('l4', size), compute: gpuCompute() }));

export const examples: RuleExamples = {
  fires: wide,
  holds: policy({ pool: AcceleratorPool.of('l4', 4) }),
  more: {
    fires: [
      two(policy({ pool: AcceleratorPool.of('l4', 8) }), other(3, 2)), ...[1, 2].map(count => models(count)), two(models(1), other(3, 1)),
    ],
    holds: [models(1, 4)],
  },
  says: /the pool l4 has 3 accelerators, and its policy can ask for 4: chart\/scaling up to 4 × 1/,
  fixes: [
    {
      fix: /give smaller maxReplicas or replicas, or the pool more accelerators; acknowledge the finding when the models are never busy at the same time/,
      broken: wide,
      mended: [policy({ pool: POOL, maxReplicas: 3 }), policy({ pool: AcceleratorPool.of('l4', 4) }), (chart: Chart) => acknowledged('accelerator-pool-exceeded', wide)(chart)],
    },
    {
      fix: /give smaller maxReplicas or replicas/,
      broken: two(policy({ pool: AcceleratorPool.of('l4', 8) }), other(3, 2)),
      mended: [two(policy({ pool: AcceleratorPool.of('l4', 8) }), other(2, 2))],
    },
  ],
};
