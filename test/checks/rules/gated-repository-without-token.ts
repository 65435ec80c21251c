import { ModelSource, SecretKey } from '../../../src';
import { COMMIT, plainModel } from '../../fixtures';
import { hub, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT }) }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT, token: SecretKey.of('hf', 'token') }) }),
  more: {
    fires: [vllm({ source: hub('meta-llama/Llama-2-7b-hf'), env: { MY_HF_TOKEN: 'not read', HF_TOKEN_FILES: 'not read' } })],
    holds: [vllm({ source: hub('meta-llama/Llama-2-7b-hf'), env: { HF_TOKEN_PATH: '/extra/token' } })],
    spared: [vllm({ source: hub('Qwen/Qwen3-8B') })],
  },
  says: /meta-llama\/Llama-2-7b-hf is known to let in only those/,
  fixes: [{
    fix: /give the source token, a SecretKey; acknowledge the finding when it is open by now/,
    broken: vllm({ source: hub('meta-llama/Llama-2-7b-hf') }),
    mended: [vllm({ source: hub('meta-llama/Llama-2-7b-hf', { revision: COMMIT, token: SecretKey.of('hf', 'token') }) })],
  }],
};
