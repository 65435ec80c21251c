import { SecretKey } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, other, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { secretEnv: { A: SecretKey.of('keys', 'a', { namespace: 'elsewhere' }) } }),
  holds: chart => plainModel(chart, 'model', { secretEnv: { A: SecretKey.of('keys', 'a', { namespace: 'ml' }) } }),
  says: /elsewhere\/keys.*"ml"/,
  fixes: [{
    fix: /refer to the copy, or give the chart that namespace/,
    broken: model({ secretEnv: { A: SecretKey.of('k', 'a', { namespace: 'other' }) } }),
    mended: [model({ secretEnv: { A: SecretKey.of('k', 'a') } }), chart => plainModel(other(chart), 'model', { secretEnv: { A: SecretKey.of('k', 'a', { namespace: 'other' }) } })],
  }],
};
