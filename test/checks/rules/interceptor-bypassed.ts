import { Chart } from 'cdk8s';
import { AutoscalingPolicy, Findings, IRouteDestination, ModelConstruct, ModelLabels, ModelRoute, ModelServer, Scaler, Scaling } from '../../../src';
import { beside } from '../companion-examples';
import { RuleExamples, vllm } from '../rule-examples';
import { GATEWAY } from '../traffic-examples';

/** A model that is woken by requests, and a route to it. */
const routed = (to: (chart: Chart, target: ModelConstruct, policy: AutoscalingPolicy) => IRouteDestination) => (chart: Chart) => {
  const target = vllm({ replicas: undefined })(chart);
  const policy = new AutoscalingPolicy(chart, 'policy', {
    target, minReplicas: 0, maxReplicas: 3, scaling: [Scaling.byConcurrency(4)], scaler: Scaler.httpAddOn({ hosts: ['llm.example.com'] }),
  });
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames: ['llm.example.com'] }, routes: [{ to: to(chart, target, policy) }] });
};

const past = routed((chart, target) => new ModelServer(chart, 'server', { target }));
const byPolicy = routed((_chart, _target, { interceptor }) => interceptor);
const byServer = routed((chart, target, { interceptor: through }) => new ModelServer(chart, 'server', { target, through }));

/** The same, accepted at the policy, where it is said. */
const accepted = (chart: Chart) => {
  past(chart);
  Findings.acknowledge(chart, 'interceptor-bypassed', 'a job wakes the model');
};

/** A Service of somebody else's for the Pods of a model that is woken by requests. */
const besideService = (type: string) => (chart: Chart) => {
  byPolicy(chart);
  return beside('v1', 'Service', { type, selector: { [ModelLabels.MODEL]: 'model' }, ports: [{ name: 'http', port: 8080 }] })(chart);
};

export const examples: RuleExamples = {
  fires: past,
  holds: byPolicy,
  says: /routes\[0\] of chart\/route leads to model by the Service model-server, and the HTTP add-on scales it by the requests at its interceptor/,
  fixes: [{
    fix: /lead it to the interceptor: to: policy\.interceptor in a ModelRoute, through: policy\.interceptor in the ModelServer that it leads to; or acknowledge this/,
    broken: past,
    mended: [byPolicy, byServer, accepted],
  }, {
    fix: /give it the type ClusterIP, and let those outside of the cluster come by the interceptor; or acknowledge this/,
    broken: besideService('NodePort'),
    mended: [besideService('ClusterIP')],
  }],
};
