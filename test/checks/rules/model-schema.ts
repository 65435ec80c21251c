import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { modelId: 'Not_An_Id' }),
  holds: chart => plainModel(chart, 'model', { modelId: 'an-id' }),
  says: /spec\.modelSpec\.modelId.*"Not_An_Id"/,
  fixes: [{ fix: /give 1 to 63 lower-case letters, digits and hyphens/, broken: model({ modelId: 'Not Id' }), mended: [model({ modelId: 'an-id' })] }],
};
