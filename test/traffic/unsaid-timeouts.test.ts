import { Chart, Duration } from 'cdk8s';
import { AutoscalingPolicy, GatewayDialect, GatewayRef, InferencePool, IRouteDestination, ModelConstruct, ModelRoute, ModelServer, RouteDestination, Scaler, Scaling } from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, Manifest } from '../fixtures';

/** Everything that a route can lead to. */
const DESTINATIONS: readonly [string, (chart: Chart, target: ModelConstruct) => IRouteDestination][] = [
  ['a ModelServer', (chart, target) => new ModelServer(chart, 'server', { target })],
  ['an InferencePool', (chart, target) => new InferencePool(chart, 'pool', { target })],
  ['a Service by its name', () => RouteDestination.service('other', { port: 8080 })],
  ['an InferencePool by its name', () => RouteDestination.inferencePool('other')],
  ['the interceptor of the HTTP add-on', (chart, target) => {
    const scaler = Scaler.httpAddOn({ hosts: ['a.example.com'] });
    const { serviceName, namespace, port } = new AutoscalingPolicy(chart, 'p', { target, minReplicas: 0, maxReplicas: 2, scaling: [Scaling.byConcurrency(4)], scaler }).tryInterceptor!;
    return RouteDestination.service(serviceName, { namespace, port });
  }],
];

/** The times of the rules of a route: one of all requests, and a fallback. */
function timeouts(dialect: GatewayDialect | undefined, timeout: Duration | undefined, to: (typeof DESTINATIONS)[number][1]): unknown[] {
  const chart = chartIn('ml');
  const destination = to(chart, vllm({ replicas: undefined })(chart));
  const gateway = { parents: [GatewayRef.gateway('g')], hostnames: ['a.example.com'], dialect };
  new ModelRoute(chart, 'route', { gateway, routes: [{ match: { path: '/a' }, to: destination, timeout }], fallback: destination });
  const { spec } = chart.toJson().find(({ kind }: Manifest) => kind === 'HTTPRoute');
  return spec.rules.map((rule: Manifest) => rule.timeouts);
}

describe('a time that nobody says', () => {
  test.each(DESTINATIONS)('is no end at Envoy Gateway on the way to %s, in every rule', (_what, to) => {
    expect(timeouts(GatewayDialect.ENVOY_GATEWAY, undefined, to)).toEqual([{ request: '0s' }, { request: '0s' }]);
  });

  test.each(DESTINATIONS)('is left to other Gateways on the way to %s', (_what, to) => {
    expect(timeouts(undefined, undefined, to)).toEqual([undefined, undefined]);
    expect(timeouts(GatewayDialect.EXPERIMENTAL, undefined, to)).toEqual([undefined, undefined]);
    expect(timeouts(GatewayDialect.GKE, undefined, to)).toEqual([undefined, undefined]);
  });

  test.each(DESTINATIONS)('goes after one that is said, on the way to %s', (_what, to) => {
    expect(timeouts(GatewayDialect.ENVOY_GATEWAY, Duration.minutes(5), to)).toEqual([{ request: '5m' }, { request: '0s' }]);
    expect(timeouts(undefined, Duration.seconds(0), to)).toEqual([{ request: '0s' }, undefined]);
  });
});

test('a server of its own Gateway has its own time, else none', () => {
  const request = (timeout?: Duration) => {
    const chart = chartIn('ml');
    const gateway = { parents: [GatewayRef.gateway('g')], dialect: GatewayDialect.ENVOY_GATEWAY };
    new ModelServer(chart, 'server', { target: vllm()(chart), routing: { timeout }, gateway });
    return chart.toJson().find(({ kind }: Manifest) => kind === 'HTTPRoute').spec.rules[0].timeouts;
  };
  expect(request()).toEqual({ request: '0s' });
  expect(request(Duration.hours(1))).toEqual({ request: '1h' });
});
