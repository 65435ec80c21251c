import { HorizontalPodAutoscaler } from 'cdk8s-plus-27';
import { plainModel } from '../../fixtures';
import { RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
  holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
  says: /replicas is 3/,
  fixes: [{
    fix: /leave replicas out/,
    broken: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
    mended: [chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model').runtime, maxReplicas: 4 })],
  }],
};
