import { plainModel } from '../../fixtures';
import { budget, twice } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart, 'model', { replicas: 2 }), budget()(chart)],
  holds: chart => [plainModel(chart, 'model', { replicas: 2 }), budget({}, 'other')(chart)],
  says: /PodDisruptionBudget chart\/\S+, the one that the library makes/,
  fixes: [
    {
      fix: /keep the one of the library, or set disruptionBudget: false for the model and keep one of your own/,
      broken: two(model(twice), budget()),
      mended: [model(twice), two(model({ ...twice, disruptionBudget: false }), budget())],
    },
    {
      fix: /keep one of them, or narrow their selectors/,
      broken: two(two(model(), budget()), budget({}, 'model', 'second')),
      mended: [two(model(), budget()), two(two(model(), budget()), budget({}, 'other', 'second'))],
    },
  ],
};
