import { ApiObject, ApiObjectProps, Duration } from 'cdk8s';
import { ModelRoute, ModelServerProps, RouteDestination, ServiceType } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { ENVOY, GATEWAY, serverOf } from '../traffic-examples';

const ASKED: Partial<ModelServerProps> = { rateLimit: { requestsPerSecond: 10 }, routing: { timeout: Duration.seconds(30) } };

/** What is said of a server, and of a route to its Service. */
function said(props: Partial<ModelServerProps>, isRouted = false): string[] {
  const chart = chartIn('ml');
  const { name, port } = serverOf(chart, props);
  if (isRouted) new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, hostnames: ['b.example.com'] }, routes: [{ match: { path: '/b' }, to: RouteDestination.service(name, { port }) }] });
  return findingsOf(chart, 'gateway-bypassed').map(({ what }) => what);
}

test.each([ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER])('a Service of the type %s leads around the Gateway', type => {
  expect(said({ gateway: ENVOY, rateLimit: { requestsPerSecond: 10 }, service: { type } })).toEqual([`the Service model-server has the type ${type}, and leads around the Gateway that holds rateLimit`]);
});

test('without a Gateway, or with nothing asked, there is nothing to lead around', () => {
  expect(said({ gateway: ENVOY, service: { type: ServiceType.LOAD_BALANCER } })).toEqual([]);
  expect(said({ service: { type: ServiceType.LOAD_BALANCER } })).toEqual([]);
});

test('a route to the Service is told with all that it loses', () => {
  const [what] = said({ gateway: ENVOY, ...ASKED }, true);
  expect(what).toMatch(/^routes\[0\] of .*route leads to the Pods of the server model-server by the .*, where nothing holds routing\.timeout, rateLimit$/);
});

const HTTP_ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'own' } };

test.each<[string, object[], string]>([
  ['a route of another namespace', [{ ...HTTP_ROUTE, metadata: { name: 'a', namespace: 'edge' }, spec: { rules: [{ backendRefs: [{ name: 'model', namespace: 'ml', port: 8080 }] }] } }], 'Service model'],
  ['a route to a pool', [{ ...HTTP_ROUTE, spec: { rules: [{ backendRefs: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'model' }] }] } }], 'InferencePool model'],
  ['a Service by its node ports', [{ ...SERVICE, spec: { type: 'NodePort', selector: { team: 'a' } } }], 'address that it has outside of the cluster'],
  ['a Service by addresses', [{ ...SERVICE, spec: { externalIPs: ['192.0.2.1'], selector: { team: 'a' } } }], 'address that it has outside of the cluster'],
  ['a route to a Service of theirs', [{ ...SERVICE, spec: { selector: { team: 'a' } } }, { ...HTTP_ROUTE, spec: { rules: [{ backendRefs: [{ name: 'own', port: 8080 }] }] } }], 'Service own'],
])('what others made leads around the Gateway: %s', (_what, objects, by) => {
  const chart = chartIn('ml');
  serverOf(chart, { gateway: ENVOY, rateLimit: { requestsPerSecond: 10 } }, 'model', { pod: { labels: { team: 'a' } } });
  objects.forEach((object, index) => new ApiObject(chart, `${index}`, object as ApiObjectProps));
  expect(findingsOf(chart, 'gateway-bypassed').map(({ what }) => what)).toEqual([
    expect.stringMatching(new RegExp(`^\\w+ chart/\\d leads to the Pods of the server model-server by the ${by}, where nothing holds rateLimit$`)),
  ]);
});

test('the model\'s own Service leads around the Gateway of its server', () => {
  const chart = chartIn('ml');
  serverOf(chart, { gateway: ENVOY, rateLimit: { requestsPerSecond: 10 } }, 'model', { service: { type: ServiceType.LOAD_BALANCER } });
  expect(findingsOf(chart, 'gateway-bypassed').map(({ what }) => what)).toEqual(['the Service model has the type LoadBalancer, and leads around the Gateway that holds rateLimit']);
});
