import { Findings, Framework } from '../../../src';
import { plainModel } from '../../fixtures';
import { acknowledged, model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => Findings.acknowledge(plainModel(chart), 'framework-unknown', 'it was JAX once'),
  holds: chart => Findings.acknowledge(plainModel(chart, 'model', { framework: Framework.of('jax') }), 'framework-unknown', 'it is JAX'),
  spared: acknowledged('replicas-invalid', model({ replicas: -1 })),
  says: /framework-unknown.*it was JAX once/,
  fixes: [{ fix: /remove the acknowledgement/, broken: acknowledged('framework-unknown', model()), mended: [model()] }],
};
