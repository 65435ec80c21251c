import { Chart } from 'cdk8s';
import { AcceleratorPool } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { policyOf } from '../scaling-examples';

/** Two policies with pools of their own. */
const pooled = (one: AcceleratorPool, other: AcceleratorPool) => (chart: Chart) => {
  policyOf('one', { pool: one })(chart);
  return policyOf('two', { pool: other })(chart);
};
const shared = AcceleratorPool.of('l4', 8);
const differing = pooled(shared, AcceleratorPool.of('l4', 6));

export const examples: RuleExamples = {
  fires: differing,
  holds: pooled(shared, AcceleratorPool.of('l4', 8)),
  says: /the pool l4 has 8 and 6 accelerators/,
  fixes: [{ fix: /make one AcceleratorPool and give it to all policies, or give a different pool a different name/, broken: differing, mended: [pooled(shared, shared), pooled(shared, AcceleratorPool.of('l4-b', 6))] }],
};
