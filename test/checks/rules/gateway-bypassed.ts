import { ApiObject, Chart } from 'cdk8s';
import { ModelLabels, ModelRoute, RouteDestination, ServiceType } from '../../../src';
import { beside } from '../companion-examples';
import { RuleExamples } from '../rule-examples';
import { ENVOY, server, serverOf } from '../traffic-examples';

const limited = (type?: ServiceType) => server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 10 }, service: { type } });

/** A route to a server that asks for a limit, by itself or by its name. */
const routed = (isByName: boolean) => (chart: Chart) => {
  const asking = serverOf(chart, { gateway: ENVOY, rateLimit: { requestsPerSecond: 10 } });
  const to = isByName ? RouteDestination.service(asking.name, { port: asking.port }) : asking;
  return new ModelRoute(chart, 'route', { gateway: { ...ENVOY, hostnames: ['b.example.com'] }, routes: [{ match: { path: '/b' }, to }] });
};

/** A route that somebody wrote by hand, or a ModelRoute in its place. */
const written = (isByHand: boolean) => (chart: Chart) => {
  const to = serverOf(chart, { gateway: ENVOY, rateLimit: { requestsPerSecond: 10 } });
  if (!isByHand) return new ModelRoute(chart, 'route', { gateway: { ...ENVOY, hostnames: ['b.example.com'] }, routes: [{ match: { path: '/b' }, to }] });
  const rules = [{ backendRefs: [{ name: to.name, port: to.port }] }];
  return new ApiObject(chart, 'mine', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'mine' }, spec: { rules } });
};

/** A Service of somebody else's for the Pods of a model whose server asks for a limit. */
const ownService = (type: string) => (chart: Chart) => {
  serverOf(chart, { gateway: ENVOY, rateLimit: { requestsPerSecond: 10 } });
  return beside('v1', 'Service', { type, selector: { [ModelLabels.MODEL]: 'model' }, ports: [{ name: 'http', port: 8080 }] })(chart);
};

export const examples: RuleExamples = {
  fires: limited(ServiceType.LOAD_BALANCER),
  holds: limited(ServiceType.CLUSTER_IP),
  spared: server({ service: { type: ServiceType.LOAD_BALANCER } }),
  more: {
    spared: [
      server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 10 }, service: { type: ServiceType.LOAD_BALANCER }, registerOnly: true }),
      server({ rateLimit: { requestsPerSecond: 10 }, service: { type: ServiceType.LOAD_BALANCER } }),
    ],
  },
  says: /the Service model-server has the type LoadBalancer, and leads around the Gateway that holds rateLimit/,
  fixes: [
    { fix: /leave type out: the Gateway is reached from outside/, broken: limited(ServiceType.NODE_PORT), mended: [limited()] },
    { fix: /lead the route to the ModelServer itself, or write the policy of your gateway for it and acknowledge this/, broken: routed(true), mended: [routed(false)] },
    { fix: /give it the type ClusterIP: the Gateway is reached from outside, or write/, broken: ownService('LoadBalancer'), mended: [ownService('ClusterIP')] },
    { fix: /make a ModelRoute to the ModelServer in its place, or write the policy/, broken: written(true), mended: [written(false)] },
  ],
};
