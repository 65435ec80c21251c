import { Findings, Framework } from '../../../src';
import { plainModel } from '../../fixtures';
import { acknowledged, model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => Findings.acknowledge(plainModel(chart, 'model', { replicas: -1 }), 'replicas-invalid', 'we like it'),
  holds: chart => Findings.acknowledge(plainModel(chart, 'model', { framework: Framework.of('jax') }), 'framework-unknown', 'it is no typing error'),
  says: /replicas-invalid.*we like it/,
  fixes: [{
    fix: /mend the error, and remove the acknowledgement/,
    broken: acknowledged('replicas-invalid', model({ replicas: -1 })),
    mended: [model({ replicas: 1 })],
  }],
};
