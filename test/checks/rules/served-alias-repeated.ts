import { RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: vllm({ servedAliases: ['a', 'b', 'a'] }),
  holds: vllm({ servedName: 'model', servedAliases: ['a', 'b'] }),
  spared: vllm(),
  more: {
    fires: [vllm({ servedName: 'a', servedAliases: ['b', 'a', 'b', 'b', 'a'] })],
  },
  says: /the model has the name "a" twice among servedAliases/,
  fixes: [{ fix: /leave it out of servedAliases, or correct it/, broken: vllm({ servedName: 'a', servedAliases: ['a'] }), mended: [vllm({ servedName: 'a' }), vllm({ servedName: 'a', servedAliases: ['b'] })] }],
};
