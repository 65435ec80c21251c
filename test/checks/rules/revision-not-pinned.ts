import { ModelSource } from '../../../src';
import { COMMIT, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m', { revision: 'main' }) }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m', { revision: COMMIT }) }),
  says: /"main".*o\/m/,
  fixes: [{ fix: /the full hash of a commit/, broken: model({ source: ModelSource.huggingFace('o/m') }), mended: [model({ source: ModelSource.huggingFace('o/m', { revision: COMMIT }) })] }],
};
