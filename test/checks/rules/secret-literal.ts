import { SecretKey } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { env: { HF_TOKEN: 'not-even-a-real-one' } }),
  holds: chart => plainModel(chart, 'model', { env: { MAX_TOTAL_TOKENS: '4096', HF_TOKEN: '$(TOKEN_OF_A_SECRET)' } }),
  says: /HF_TOKEN/,
  fixes: [{ fix: /SecretKey\.of\(name, key\): as secretEnv/, broken: model({ env: { HF_TOKEN: 'not-a-real-one' } }), mended: [model({ secretEnv: { HF_TOKEN: SecretKey.of('hf', 'token') } })] }],
};
