import { SecretKey } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: { BILLING_PASSWORD: 'swordfish' } }),
  holds: chart => plainModel(chart, 'model', { env: { BILLING_PASSWORD: '/run/secrets/billing', USE_TOKEN: 'true' } }),
  says: /BILLING_PASSWORD/,
  fixes: [{ fix: /SecretKey\.of\(name, key\): as secretEnv/, broken: model({ env: { BILLING_PASSWORD: 'swordfish' } }), mended: [model({ secretEnv: { BILLING_PASSWORD: SecretKey.of('b', 'p') } })] }],
};
