import { ApiObject, Chart } from 'cdk8s';
import { HorizontalPodAutoscaler } from 'cdk8s-plus-27';
import { ModelRoute } from '../../../src';
import { plainModel } from '../../fixtures';
import { gpuApp, model, other, routed, RuleExamples } from '../rule-examples';
import { GATEWAY, serverOf } from '../traffic-examples';

const httpRoute = (chart: Chart, where = chart) => {
  plainModel(chart);
  return new ApiObject(where, 'route', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'route' }, spec: { rules: [{ backendRefs: [{ name: 'model', port: 8080 }] }] } });
};

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
    {
      fix: /or lead a route there with a ModelRoute, which brings the ReferenceGrant/,
      broken: chart => httpRoute(chart, other(chart)),
      mended: [chart => httpRoute(chart), chart => new ModelRoute(other(chart), 'route', { gateway: GATEWAY, routes: [{ to: serverOf(chart) }] })],
    },
  ],
};
