import { ModelSource, SecretKey } from '../../../src';
import { COMMIT, plainModel } from '../../fixtures';
import { hub, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT }) }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT, token: SecretKey.of('hf', 'token') }) }),
  says: /meta-llama\/Llama-2-7b-hf is known to let in only those/,
  fixes: [{
    fix: /give the source token, a SecretKey; acknowledge the finding when it is open by now/,
    broken: vllm({ source: hub('meta-llama/Llama-2-7b-hf') }),
    mended: [vllm({ source: hub('meta-llama/Llama-2-7b-hf', { revision: COMMIT, token: SecretKey.of('hf', 'token') }) })],
  }],
};
