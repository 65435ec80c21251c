import { ApiObject, Chart } from 'cdk8s';
import { ModelRoute, RouteDestination, ServiceType } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { ENVOY, server, serverOf } from '../traffic-examples';

const limited = (type?: ServiceType) => server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 10 }, service: { type } });

/** A route to a server that asks for a limit, by itself or by its name. */
const routed = (isByName: boolean) => (chart: Chart) => {
  const asking = serverOf(chart, { gateway: ENVOY, rateLimit: { requestsPerSecond: 10 } });
  const to = isByName ? RouteDestination.service(asking.name, { port: asking.port }) : asking;
  return new ModelRoute(chart, 'route', { gateway: { ...ENVOY, hostnames: ['b.example.com'] }, routes: [{ match: { path: '/b' }, to }] });
};

/** A route of others to a server that asks for a limit. */
const stranger = (chart: Chart) => {
  const { name, port } = limited()(chart);
  return new ApiObject(chart, 'raw', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', spec: { rules: [{ backendRefs: [{ name, port }] }] } });
};

export const examples: RuleExamples = {
  fires: limited(ServiceType.LOAD_BALANCER),
  holds: limited(ServiceType.CLUSTER_IP),
  spared: server({ service: { type: ServiceType.LOAD_BALANCER } }),
  says: /the Service model-server has the type LoadBalancer, and leads around the Gateway that holds rateLimit/,
  fixes: [
    { fix: /leave type out: the Gateway is reached from outside/, broken: limited(ServiceType.NODE_PORT), mended: [limited()] },
    { fix: /lead the route to the ModelServer itself, or write the policy of your gateway for it and acknowledge this/, broken: routed(true), mended: [routed(false)] },
    { fix: /lead a ModelRoute to the ModelServer in its place, or write the policy of your gateway for it/, broken: stranger, mended: [routed(false), limited()] },
  ],
};
