import { plainModel } from '../../fixtures';
import { budget, twice } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

const keeping = (minAvailable: unknown) => budget({ maxUnavailable: undefined, minAvailable });

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), keeping(1)(chart)],
  holds: chart => [plainModel(chart), budget()(chart)],
  more: {
    fires: [
      two(model({ ...twice, disruptionBudget: false }), keeping('51%')), two(model({ ...twice, disruptionBudget: false }), keeping('100%')), two(model({ ...twice, disruptionBudget: false }), keeping(2)),
      ...[0, '0', '0%'].map(maxUnavailable => two(model({ disruptionBudget: false }), budget({ maxUnavailable }))),
      two(model({ replicas: undefined, disruptionBudget: false }), keeping('100%')),
    ],
    holds: [
      two(model({ ...twice, disruptionBudget: false }), keeping('50%')), two(model({ replicas: 0, disruptionBudget: false }), keeping(1)), two(model({ ...twice, disruptionBudget: false }), keeping('all 100%')),
      two(model({ ...twice, disruptionBudget: false }), budget({ maxUnavailable: '1%' })),
    ],
  },
  says: /says minAvailable 1 of 1, and lets no Pod/,
  fixes: [{
    fix: /allow at least one: maxUnavailable 1, or more replicas; acknowledge/,
    broken: two(model({ disruptionBudget: false }), keeping(1)),
    mended: [two(model({ disruptionBudget: false }), budget()), two(model({ ...twice, disruptionBudget: false }), keeping(1))],
  }],
};
