import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { replicas: 1.5 }),
  holds: chart => plainModel(chart, 'model', { replicas: 0 }),
  says: /replicas is 1\.5/,
  fixes: [{ fix: /give a whole number from 0 on/, broken: model({ replicas: 1.5 }), mended: [model({ replicas: 2 }), model({ replicas: 0 })] }],
};
