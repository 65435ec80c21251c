import { plainModel } from '../../fixtures';
import { hpa, vpa } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), hpa()(chart), hpa({}, 'second')(chart)],
  holds: chart => [plainModel(chart), hpa()(chart), hpa({ scaleTargetRef: { kind: 'Deployment', name: 'other' } }, 'second')(chart)],
  says: /HorizontalPodAutoscaler chart\/\S+-own and HorizontalPodAutoscaler chart\/\S+-second scale the same Deployment/,
  fixes: [
    { fix: /keep one of them: one autoscaler takes several metrics/, broken: two(two(model(), hpa()), hpa({}, 'second')), mended: [two(model(), hpa())] },
    { fix: /keep one of them: one VerticalPodAutoscaler has a policy for each container/, broken: two(two(model(), vpa()), vpa({}, 'second')), mended: [two(model(), vpa())] },
  ],
};
