import { ModelSource } from '../../../src';
import { COMMIT, plainModel } from '../../fixtures';
import { hub, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m'), args: ['--trust-remote-code'] }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m'), args: ['--trust-remote-code=false'] }),
  spared: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--trust-remote-code'] }),
  more: {
    fires: [
      vllm({ source: hub('o/m', {}), args: ['--trust_remote_code'] }), vllm({ source: hub('o/m', {}), args: ['--trust-remote-code', '1'] }), vllm({ source: hub('o/m', {}), env: { HF_HUB_TRUST_REMOTE_CODE: '1' } }),
    ],
    holds: [
      ...['False', 'no', 'off', '0'].map(value => vllm({ source: hub('o/m', {}), env: { HF_HUB_TRUST_REMOTE_CODE: value } })), vllm({ source: hub('o/m', {}), args: ['--trust-remote-code=0'] }),
      vllm({ source: hub('o/m', {}), env: { TRUST_REMOTE_CODE_OF: '1' } }),
    ],
  },
  says: /--trust-remote-code lets the server run code.*the default branch of o\/m/,
  fixes: [{
    fix: /name a version that cannot move and whose code you have read: the full hash of a commit as the revision of the source/,
    broken: vllm({ source: hub('o/m', {}) }, { trustRemoteCode: true }),
    mended: [vllm({ source: hub('o/m') }, { trustRemoteCode: true })],
  }],
};
