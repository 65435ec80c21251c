import { ApiObject, Chart, Duration } from 'cdk8s';
import {
  Findings, GatewayDialect, GatewayRef, InferencePool, IRouteDestination, ModelConstruct, ModelRoute, ModelRouteRule, ModelServer,
  ModelServerProps, RouteDestination, ServerAuthentication, VllmEngine,
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

describe('a route that somebody wrote by hand', () => {
  const backendRefs = (name: string) => [{ backendRefs: [{ name, port: 8000 }] }];
  const paths = (name: string) => [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 8000 } } } }] } }];
  const FRONT = { parentRefs: [{ name: 'inference' }] };

  /** What is said of a model with a server that asks for a key, a limit and a time-out, beside one object of somebody else. */
  function saidBeside(kind: string, spec: object, { apiVersion = 'gateway.networking.k8s.io/v1', namespace = 'ml', props = {} }: {
    readonly apiVersion?: string; readonly namespace?: string; readonly props?: Partial<ModelServerProps>;
  } = {}): string[] {
    const chart = chartIn('ml');
    const target = plainModel(chart, 'm', { servedName: 'm', profileProps: { engine: VLLM, compute: smallCompute() } });
    const asked = { authentication: ServerAuthentication.apiKey({ secretName: 'keys' }), rateLimit: { requestsPerSecond: 5 }, routing: { timeout: Duration.seconds(30) } };
    new ModelServer(chart, 'server', { target, gateway: { ...gateway, hostnames: ['a.example.com'] }, ...asked, ...props });
    new ApiObject(chart, 'mine', { apiVersion, kind, metadata: { name: 'mine', namespace }, spec });
    return Findings.of(chart).filter(finding => finding.rule === 'gateway-bypassed').map(({ what }) => what);
  }

  test.each<[string, string, object, string]>([
    ['an HTTPRoute to the Service of the server', 'HTTPRoute', { ...FRONT, rules: backendRefs('m-server') }, 'Service m-server'],
    ['an HTTPRoute to that of the model', 'HTTPRoute', { ...FRONT, rules: backendRefs('m') }, 'Service m'],
    ['a GRPCRoute', 'GRPCRoute', { ...FRONT, rules: backendRefs('m-grpc') }, 'Service m-grpc'],
    ['an HTTPRoute to the pool', 'HTTPRoute', { ...FRONT, rules: [{ backendRefs: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'm' }] }] }, 'InferencePool m'],
    ['an Ingress', 'Ingress', { rules: paths('m-server') }, 'Service m-server'],
    ['a default of an Ingress', 'Ingress', { defaultBackend: { service: { name: 'm', port: { name: 'http' } } } }, 'Service m'],
    ['a Route of OpenShift', 'Route', { to: { kind: 'Service', name: 'm-server' } }, 'Service m-server'],
    ['an IngressRoute', 'IngressRoute', { routes: [{ match: 'PathPrefix(`/`)', services: [{ name: 'm-server', port: 8000 }] }] }, 'Service m-server'],
    ['a VirtualService of a gateway', 'VirtualService', { gateways: ['front'], http: [{ route: [{ destination: { host: 'm-server.ml.svc.cluster.local' } }] }] }, 'Service m-server'],
  ])('is said: %s', (_what, kind, spec, by) => {
    expect(saidBeside(kind, spec)).toEqual([`${kind} chart/mine leads to the Pods of the server m-server by the ${by}, where nothing holds rateLimit, authentication`]);
  });

  test('is not said: to another Service, from another namespace, in a mesh, or where the server asks for nothing that guards it', () => {
    expect(saidBeside('HTTPRoute', { ...FRONT, rules: backendRefs('other') })).toEqual([]);
    expect(saidBeside('HTTPRoute', { ...FRONT, rules: backendRefs('m-server') }, { namespace: 'web' })).toEqual([]);
    expect(saidBeside('HTTPRoute', { parentRefs: [{ kind: 'Service', name: 'm-server' }], rules: backendRefs('m-server') })).toEqual([]);
    expect(saidBeside('VirtualService', { http: [{ route: [{ destination: { host: 'm-server' } }] }] })).toEqual([]);
    expect(saidBeside('InterceptorRoute', { target: { service: 'm' } }, { apiVersion: 'http.keda.sh/v1beta1' })).toEqual([]);
    expect(saidBeside('HTTPRoute', { ...FRONT, rules: backendRefs('m-server') }, { props: { authentication: undefined, rateLimit: undefined } })).toEqual([]);
  });
});
