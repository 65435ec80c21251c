import { HorizontalPodAutoscaler } from 'cdk8s-plus-27';
import { plainModel } from '../../fixtures';
import { gpuApp, model, other, routed, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => new HorizontalPodAutoscaler(gpuApp(chart), 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
  holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
  says: /HorizontalPodAutoscaler gpus\/hpa\S* in namespace "gpus" looks for a Deployment "model" there/,
  fixes: [
    {
      fix: /make it in a chart with the namespace of the model/,
      broken: chart => new HorizontalPodAutoscaler(other(chart), 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
      mended: [chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 })],
    },
    {
      fix: /make it in a chart with the namespace of the model/,
      broken: routed(model(), chart => other(chart)),
      mended: [routed(model())],
    },
  ],
};
