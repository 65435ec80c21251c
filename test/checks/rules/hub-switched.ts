import { ModelSource } from '../../../src';
import { hub, RuleExamples, vllm } from '../rule-examples';

const asking = (value?: string, source = hub('Qwen/Qwen3-0.6B')) => vllm({ source, ...(value && { env: { VLLM_USE_MODELSCOPE: value } }) });

export const examples: RuleExamples = {
  fires: asking('True'),
  holds: asking('False'),
  spared: asking('true', ModelSource.pvc('weights')),
  more: {
    fires: [asking('1'), asking('yes'), asking('ON')],
    holds: [asking('0'), asking('not true'), asking('once')],
  },
  says: /"VLLM_USE_MODELSCOPE=True" lets the server ask ModelScope for "Qwen\/Qwen3-0.6B"/,
  fixes: [{
    fix: /remove it from env, or bring the files of ModelScope to a claim or a bucket and give that as the source; acknowledge/,
    broken: asking('true'),
    mended: [asking(), asking(undefined, ModelSource.pvc('weights')), asking(undefined, ModelSource.s3('s3://bucket/model'))],
  }],
};
