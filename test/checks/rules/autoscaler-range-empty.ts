import { plainModel } from '../../fixtures';
import { hpa } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), hpa({ minReplicas: 5 })(chart)],
  holds: chart => [plainModel(chart), hpa({ minReplicas: 4 })(chart)],
  says: /HorizontalPodAutoscaler chart\/\S+ has minReplicas 5 and maxReplicas 4/,
  fixes: [{
    fix: /give a maximum of at least 1 and of at least the minimum/,
    broken: two(model(), hpa({ maxReplicas: 1 })),
    mended: [two(model(), hpa({ maxReplicas: 2 }))],
  }, {
    fix: /give a number, without quotes/,
    broken: two(model(), hpa({ minReplicas: '2' })),
    mended: [two(model(), hpa({ minReplicas: 2 }))],
  }],
};
