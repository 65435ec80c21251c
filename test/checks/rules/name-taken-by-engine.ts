import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'vllm-small', { profileProps: { engine: new PlainEngine({ envPrefix: 'VLLM' }) } }),
  holds: chart => plainModel(chart, 'vllms', { profileProps: { engine: new PlainEngine({ envPrefix: 'VLLM' }) } }),
  says: /"vllm-small".*VLLM_/,
  fixes: [{ fix: /name it after the model/, broken: on({ envPrefix: 'MODEL' }), mended: [on({ envPrefix: 'MODEL' }, { name: 'llama' })] }],
};
