import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ maintenance: { notice: 'archived in 2026', successor: 'VllmEngine', source: 'https://example.com' } }) } }),
  holds: chart => plainModel(chart),
  says: /plain: archived in 2026 \(https:\/\/example.com\)/,
  fixes: [{ fix: /move to VllmEngine/, broken: on({ maintenance: { notice: 'archived', successor: 'VllmEngine', source: 'https://example.com' } }), mended: [vllm()] }],
};
