import { ApiObject, Chart } from 'cdk8s';
import { Ingress, IngressBackend } from 'cdk8s-plus-27';
import {
  AutoscalingPolicy, Findings, GatewayDialect, GatewayRef, HttpAddOnProps, InferencePool, IRouteDestination, ModelConstruct, ModelRoute, ModelServer,
  ModelServerProps, RouteDestination, Scaler, Scaling,
} from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, Manifest } from '../fixtures';

const gateway = { parents: [GatewayRef.gateway('inference')], hostnames: ['llm.example.com'], dialect: GatewayDialect.ENVOY_GATEWAY };
const SERVICE = 'keda-add-ons-http-interceptor-proxy';

/** A model that is woken by requests, in a chart of its own. */
function woken(props: Partial<HttpAddOnProps> = {}) {
  const chart = chartIn('ml');
  const model = vllm({ replicas: undefined })(chart);
  const scaler = Scaler.httpAddOn({ hosts: ['llm.example.com'], ...props });
  const make = () => new AutoscalingPolicy(chart, 'policy', { target: model, minReplicas: 0, maxReplicas: 3, scaling: [Scaling.byConcurrency(4)], scaler });
  return { chart, model, make };
}

const said = (chart: Chart, rule: string) => Findings.of(chart).filter(finding => finding.rule === rule).map(({ what }) => what);
const objects = (chart: Chart, kind: string): Manifest[] => chart.toJson().filter((one: Manifest) => one.kind === kind);

describe('a route to the interceptor of a policy', () => {
  test('leads there, is let in, and records the server of the model in its namespace', () => {
    const { chart, model, make } = woken();
    new ModelServer(chart, 'server', { target: model });
    new ModelRoute(chart, 'route', { gateway, routes: [{ to: make().interceptor }] });
    expect(objects(chart, 'HTTPRoute')[0].spec.rules[0].backendRefs).toEqual([{ name: SERVICE, namespace: 'keda', port: 8080 }]);
    expect(objects(chart, 'ReferenceGrant')[0]).toMatchObject({ metadata: { namespace: 'keda' }, spec: { to: [{ kind: 'Service', name: SERVICE }] } });
    expect(objects(chart, 'ModelRoute')[0].spec.routes[0].destination).toEqual({ modelServerRef: { name: 'model-server' } });
    expect(Findings.of(chart).map(({ rule }) => rule)).toEqual([]);
  });

  test('of another namespace names that of the server', () => {
    const { chart, make } = woken();
    const { interceptor } = make();
    const far = new Chart(chart, 'far', { namespace: 'far' });
    new ModelRoute(far, 'route', { gateway, routes: [{ to: interceptor }] });
    expect(objects(far, 'ModelRoute')[0].spec.routes[0].destination).toEqual({ modelServerRef: { name: 'model-server', namespace: 'ml' } });
  });

  test('is where the add-on is', () => {
    const { make } = woken({ namespace: 'scaling', interceptorService: 'front', interceptorPort: 80 });
    expect(make().interceptor).toMatchObject({ kind: 'Service', name: 'front', namespace: 'scaling', port: 80, modelServer: 'model-server' });
  });

  test('knows the names of the model', () => {
    const { chart, make } = woken();
    const named = { ...gateway, modelHeader: 'X-M' };
    new ModelRoute(chart, 'route', { gateway: named, routes: [{ match: { model: 'other' }, to: make().interceptor }] });
    expect(said(chart, 'route-model-unknown')).toHaveLength(1);
  });

  test('fails with another scaler', () => {
    const chart = chartIn('ml');
    const policy = new AutoscalingPolicy(chart, 'policy', { target: vllm({ replicas: undefined })(chart), maxReplicas: 3, scaling: [Scaling.byQueue(4)] });
    expect(() => policy.interceptor).toThrow(/interceptor of chart\/policy.*Scaler\.httpAddOn/);
  });
});

describe('a server behind an interceptor', () => {
  const served = (props: Partial<ModelServerProps> = {}) => {
    const { chart, model, make } = woken();
    return { chart, server: new ModelServer(chart, 'server', { target: model, through: make().interceptor, ...props }) };
  };

  test('is reached through it by its own route, which holds what it asks', () => {
    const { chart } = served({ gateway, rateLimit: { requestsPerSecond: 5 } });
    expect(objects(chart, 'HTTPRoute')[0].spec.rules[0].backendRefs[0].name).toBe(SERVICE);
    expect(objects(chart, 'BackendTrafficPolicy')[0].spec.rateLimit.local.rules[0].limit.requests).toBe(5);
    expect(Findings.of(chart).map(({ rule }) => rule)).toEqual([]);
  });

  test('is reached through it by routes that lead to it, and recorded as itself', () => {
    const { chart, server } = served({ name: 'front', rateLimit: { requestsPerSecond: 5 } });
    new ModelRoute(chart, 'route', { gateway, routes: [{ to: server }] });
    expect(objects(chart, 'HTTPRoute')[0].spec.rules[0].backendRefs[0].name).toBe(SERVICE);
    expect(objects(chart, 'ModelRoute')[0].spec.routes[0].destination).toEqual({ modelServerRef: { name: 'front' } });
    expect(Findings.of(chart).map(({ rule }) => rule)).toEqual([]);
  });

  test('is not asked where a route leads to the interceptor beside it', () => {
    const { chart, model, make } = woken();
    const { interceptor } = make();
    new ModelServer(chart, 'server', { target: model, through: interceptor, gateway, rateLimit: { requestsPerSecond: 5 } });
    new ModelRoute(chart, 'route', { gateway, routes: [{ match: { path: '/v2' }, to: interceptor }] });
    expect(said(chart, 'gateway-bypassed')).toHaveLength(1);
  });

  test('may be behind any other Service, of which nothing is known', () => {
    const { chart } = served({ through: RouteDestination.service('proxy', { port: 80 }), gateway });
    expect(objects(chart, 'HTTPRoute')[0].spec.rules[0].backendRefs).toEqual([{ name: 'proxy', port: 80 }]);
    expect(said(chart, 'interceptor-bypassed')).toEqual([]);
  });
});

describe('a way past the interceptor', () => {
  type To = (chart: Chart, model: ModelConstruct) => IRouteDestination;
  test.each<[string, To]>([
    ['a ModelServer', (chart, target) => new ModelServer(chart, 'server', { target })],
    ['an InferencePool', (chart, target) => new InferencePool(chart, 'pool', { target })],
    ['the Service of the model', (_chart, { endpoint }) => RouteDestination.service(endpoint.serviceName, { port: endpoint.port })],
    ['the Service of a ModelServer', (chart, target) => RouteDestination.service(new ModelServer(chart, 'server', { target }).name, { port: 8000 })],
    ['a pool by its name', () => RouteDestination.inferencePool('model')],
  ])('is a route to %s, made before or after the policy', (_how, to) => {
    for (const isFirst of [true, false]) {
      const { chart, model, make } = woken();
      if (isFirst) make();
      new ModelRoute(chart, 'route', { gateway, routes: [{ to: to(chart, model) }] });
      if (!isFirst) make();
      expect(said(chart, 'interceptor-bypassed')).toHaveLength(1);
    }
  });

  test('is an object of others that leads to a Service of the model', () => {
    const { chart, model, make } = woken();
    make();
    const { name } = new ModelServer(chart, 'server', { target: model });
    new Ingress(chart, 'ingress', { rules: [{ host: 'llm.example.com', backend: IngressBackend.fromService(model.service) }] });
    new ApiObject(chart, 'raw', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', spec: { rules: [{ backendRefs: [{ name, port: 8000 }] }] } });
    expect(said(chart, 'interceptor-bypassed')).toEqual([
      expect.stringContaining('Ingress chart/ingress/Resource leads to model by the Service model'), expect.stringContaining('HTTPRoute chart/raw leads to model by the Service model-server'),
    ]);
  });

  test('is none to another model, another namespace or a server that is only recorded', () => {
    const { chart, make } = woken();
    make();
    const other = new ModelServer(chart, 'other', { target: vllm({ name: 'other' })(new Chart(chart, 'more', { namespace: 'ml' })) });
    new ModelRoute(chart, 'route', { gateway, routes: [{ to: other }] });
    new ModelRoute(new Chart(chart, 'far', { namespace: 'far' }), 'route', { gateway: { ...gateway, hostnames: ['b.example.com'] }, routes: [{ to: RouteDestination.service('model', { port: 8000 }) }] });
    expect(said(chart, 'interceptor-bypassed')).toEqual([]);
  });
});

test('a Service in front of a server says where that is', () => {
  const chart = chartIn('ml');
  const to = RouteDestination.service('proxy', { port: 80, namespace: 'proxies', modelServer: 'llama-server', modelServerNamespace: 'models' });
  new ModelRoute(chart, 'route', { gateway, routes: [{ to }] });
  expect(objects(chart, 'ModelRoute')[0].spec.routes[0].destination).toEqual({ modelServerRef: { name: 'llama-server', namespace: 'models' } });
  expect(() => RouteDestination.service('proxy', { port: 80, modelServerNamespace: 'No' })).toThrow(/modelServerNamespace/);
});

describe('hosts of a policy that a route names by the Service of the interceptor', () => {
  const route = (hosts: string[], hostnames: string[] | undefined) => {
    const { chart, make } = woken({ hosts });
    make();
    new ModelRoute(chart, 'route', { gateway: { ...gateway, hostnames }, routes: [{ to: RouteDestination.service(SERVICE, { port: 8080, namespace: 'keda' }) }] });
    return said(chart, 'interceptor-host-unknown');
  };

  test('have to be for one of its host names', () => {
    expect(route(['other.example.com'], ['llm.example.com'])).toHaveLength(1);
    expect(route(['a.example.com'], ['a.example.com', 'b.example.com'])).toEqual([expect.stringContaining('"b.example.com"')]);
    expect(route(['*.example.org'], ['a.example.com'])).toHaveLength(1);
  });

  test.each<[string[], string[] | undefined]>([
    [['llm.example.com'], ['llm.example.com']], [['*'], ['llm.example.com']], [['*.example.com'], ['a.b.example.com']], [['a.example.com'], ['*.example.com']], [['a.example.com'], undefined],
  ])('%j are fine for %j', (hosts, hostnames) => {
    expect(route(hosts, hostnames)).toEqual([]);
  });
});
