import { Chart, Duration } from 'cdk8s';
import {
  Findings, GatewayDialect, GatewayRef, InferencePool, IRouteDestination, ModelConstruct, ModelRoute, ModelRouteRule, ModelServer,
  ModelServerProps, RouteDestination, VllmEngine,
} from '../../src';
import { chartIn, plainModel, smallCompute } from '../fixtures';

const gateway = { parents: [GatewayRef.gateway('inference')], dialect: GatewayDialect.ENVOY_GATEWAY };
const VLLM = new VllmEngine({ version: '0.32.0' });
const LIMITED: Partial<ModelServerProps> = { rateLimit: { requestsPerSecond: 5 } };
type To = (chart: Chart, model: ModelConstruct, server: ModelServer) => IRouteDestination;

/** What is said of a route beside the one of the server; the route may be made before the server is. */
function said(to: To, props: Partial<ModelServerProps> = LIMITED, rule: Partial<ModelRouteRule> = {}, from = 'ml'): string[] {
  const chart = chartIn('ml');
  const model = plainModel(chart, 'm', { servedName: 'm', profileProps: { engine: VLLM, compute: smallCompute() } });
  const server = new ModelServer(chart, 'server', { target: model, gateway: { ...gateway, hostnames: ['a.example.com'] }, ...props });
  const place = from === 'ml' ? chart : new Chart(chart, from, { namespace: from });
  const other = { ...gateway, hostnames: ['b.example.com'] };
  new ModelRoute(place, 'route', { gateway: other, routes: [{ to: to(chart, model, server), ...rule }] });
  const found = Findings.of(chart).filter(finding => finding.rule === 'gateway-bypassed');
  return found.map(({ what }) => what);
}

const service = (name: string, namespace?: string, modelServer?: string): To => () => (
  RouteDestination.service(name, { port: 8000, namespace, modelServer })
);

describe('a route around a server', () => {
  test.each<[string, To, string]>([
    ['by the name of its Service', service('m-server'), 'Service m-server'],
    ['by that name and namespace', service('m-server', 'ml'), 'Service m-server'],
    ['by the Service of the model', service('m'), 'Service m'],
    ['by its Service of gRPC', service('m-grpc'), 'Service m-grpc'],
    ['by an interceptor', service('keda-add-ons-http-interceptor-proxy', 'keda', 'm-server'), 'Service keda-add-ons-http-interceptor-proxy'],
    ['by a pool', (chart, target) => new InferencePool(chart, 'ip', { target, modelServer: 'else' }), 'InferencePool m'],
    ['by the name of a pool', () => RouteDestination.inferencePool('m'), 'InferencePool m'],
  ])('%s is said', (_how, to, by) => {
    expect(said(to)).toEqual([expect.stringContaining(`routes[0] of chart/route leads to the Pods of the server m-server by the ${by}, where nothing holds rateLimit`)]);
  });

  test('from another namespace is said, too', () => {
    expect(said(service('m-server', 'ml'), undefined, {}, 'far')).toHaveLength(1);
    expect(said(service('m-server'), undefined, {}, 'far')).toEqual([]);
  });

  test.each<[string, To]>([
    ['the server itself', (_chart, _model, server) => server],
    ['another Service', service('other')],
    ['a Service of that name elsewhere', service('m-server', 'far', 'other')],
    ['a pool of another model', chart => new InferencePool(chart, 'ip', { target: plainModel(chart, 'n', { profileProps: { engine: VLLM, compute: smallCompute() } }) })],
  ])('is not one that leads to %s', (_what, to) => {
    expect(said(to)).toEqual([]);
  });

  test('holds what it says itself, and nothing is lost of a server that asks nothing', () => {
    const routing = { timeout: Duration.minutes(5) };
    expect(said(service('m'), { routing }, { timeout: Duration.minutes(1) })).toEqual([]);
    expect(said(service('m'), { routing })).toEqual([expect.stringContaining('holds routing.timeout')]);
    expect(said(service('m'), {})).toEqual([]);
  });
});
