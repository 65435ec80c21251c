import { Duration } from 'cdk8s';
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
