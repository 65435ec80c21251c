import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { registerOnly: true, replicas: 2 }),
  holds: chart => plainModel(chart, 'model', { registerOnly: true }),
  says: /replicas/,
  fixes: [{ fix: /remove it, or registerOnly/, broken: model({ registerOnly: true, replicas: 2 }), mended: [model({ registerOnly: true }), model({ replicas: 2 })] }],
};
