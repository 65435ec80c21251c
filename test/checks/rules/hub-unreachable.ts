import { mounting, RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { args: ['--tokenizer', 'acme/tokenizer'] }),
  holds: chart => vllmModel(chart, { args: ['--tokenizer', 'acme/tokenizer'], env: { HF_HUB_OFFLINE: '0' } }),
  says: /--tokenizer acme\/tokenizer.*"acme\/tokenizer" on the hub/,
  fixes: [{
    fix: /mount it with pod\.volumes and pod\.mounts and give its path, or set HF_HUB_OFFLINE: '0' in env/,
    broken: vllm({ args: ['--tokenizer=o/t'] }),
    mended: [vllm({ args: ['--tokenizer=/extra/t'], pod: mounting }), vllm({ args: ['--tokenizer=o/t'], env: { HF_HUB_OFFLINE: '0' } })],
  }],
};
