import { App, Chart, Duration } from 'cdk8s';
import {
  AutoscalingPolicy, EndpointPicker, GatewayRef, InferencePool, ModelInfer, ModelRoute, MonitorKind, Monitoring, RouteDestination, RouteMatch,
  Scaler, Scaling, SecretKey, ServiceType, VllmEngine,
} from '../../src';
import { caught, chartIn, ModelOverrides, PlainEngine, plainModel, PlainSource, smallCompute } from '../fixtures';

/* What settings are refused with where models, routes and scalers are put together, word for word: `npm run test:update` writes it anew. */

type Make = (chart: Chart) => unknown;

const model = (overrides: ModelOverrides): Make => chart => plainModel(chart, 'model', overrides);
const service = (options: object): Make => model({ service: options });
const bound = (location: object): Make => model({ source: new PlainSource({ binding: { model: { hub: false, path: '/mnt/models', ...location } } }) });
const on = (engine: ConstructorParameters<typeof PlainEngine>[0], more: ModelOverrides = {}): Make => (
  model({ profileProps: { engine: new PlainEngine(engine), compute: smallCompute() }, ...more })
);

const TO = RouteDestination.service('a', { port: 80 });
const PARENTS = [GatewayRef.gateway('inference')];
const gateway = (options: object): Make => chart => new ModelRoute(chart, 'route', { gateway: { parents: PARENTS, ...options }, routes: [{ to: TO }] });
const match = (one: RouteMatch): Make => chart => new ModelRoute(chart, 'route', { gateway: { parents: PARENTS }, routes: [{ to: TO, match: one }] });
const pool = (engine: PlainEngine | VllmEngine, picker?: EndpointPicker): Make => chart => (
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'model', { profileProps: { engine, compute: smallCompute() } }), picker })
);
const infer = (autoscaling: object): Make => chart => (
  new ModelInfer(chart, 'infer', { model: plainModel(chart, 'model', { registerOnly: true }), autoscaling: { maxReplicas: 2, ...autoscaling } })
);
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, 'a']));

const REFUSED: { readonly [what: string]: Make } = {
  'a port of a Service twice by name': service({ ports: [{ name: 'a', port: 1, containerPort: 'http' }, { name: 'a', port: 2, containerPort: 'http' }] }),
  'a port of a Service twice by number': service({ ports: [{ name: 'a', port: 1, containerPort: 'http' }, { name: 'b', port: 1, containerPort: 'http' }] }),
  'a port of the nodes twice': service({
    type: ServiceType.NODE_PORT, ports: [{ name: 'a', port: 1, containerPort: 'http', nodePort: 30001 }, { name: 'b', port: 2, containerPort: 'http', nodePort: 30001 }],
  }),
  'a port of a container twice by name': model({ containerPorts: [{ name: 'a', number: 1 }, { name: 'a', number: 2 }] }),
  'a port of a container twice by number': model({ containerPorts: [{ name: 'a', number: 1 }, { name: 'b', number: 1 }] }),
  'a port of the node that is none of the Pod': model({ pod: { hostPorts: { nothing: 80 } } }),
  'an affinity without a balancer': service({ type: ServiceType.HEADLESS, sessionAffinity: Duration.minutes(1) }),
  'a headless Service with another port': service({ type: ServiceType.HEADLESS, port: 81 }),
  'a port of the nodes of a Service that has none': service({ nodePort: 30001 }),

  'too many hosts': gateway({ hostnames: Array.from({ length: 17 }, (_, index) => `h${index}.example.com`) }),
  'no Gateway': gateway({ parents: [] }),
  'a host with a port': gateway({ hostnames: ['a.example.com:80'] }),
  'a header that is none': gateway({ modelHeader: 'a b' }),
  'a Gateway twice': gateway({ parents: [...PARENTS, ...PARENTS] }),
  'a Gateway with a section, and whole': gateway({ parents: [...PARENTS, GatewayRef.gateway('inference', { section: 'https' })] }),
  'a section twice': gateway({ parents: [GatewayRef.gateway('inference', { section: 'https' }), GatewayRef.gateway('inference', { section: 'https' })] }),
  'a rewrite that is no path': chart => new ModelRoute(chart, 'route', { gateway: { parents: PARENTS }, routes: [{ to: TO, rewrite: 'a' }] }),
  'a destination of another namespace, from a chart without one': () => {
    const to = RouteDestination.service('a', { port: 80, namespace: 'other' });
    return new ModelRoute(chartIn(), 'route', { gateway: { parents: PARENTS }, routes: [{ to }] });
  },
  'a path of a match that proxies read in two ways': match({ path: '/a//b' }),
  'a model without the header of it': match({ model: 'a' }),
  'a header of a match without a name': match({ headers: { 'a b': 'c' } }),
  'a header of a match without a value': match({ headers: { a: '' } }),
  'a parameter without a value': match({ queryParams: { a: '' } }),
  'too many headers': match({ headers: many(17) }),
  'too many parameters': match({ queryParams: many(17) }),
  'a header twice in another case': match({ headers: { 'x-a': '1', 'X-A': '2' } }),

  'a pool of a server without metrics': pool(new PlainEngine({})),
  'a pool of a server that measures elsewhere': pool(new PlainEngine({ ports: { http: 8080, metrics: 9090 }, metricsPath: '/metrics' })),
  'a pool of a server that asks for a key': pool(new PlainEngine({ metricsPath: '/metrics', metricsKey: SecretKey.of('s', 'k') })),
  'a pool of a server whose queue is not known': pool(new PlainEngine({ metricsPath: '/metrics' })),
  'a picker without weights': pool(new VllmEngine({ version: '0.32.0' }), EndpointPicker.llmD({ weights: { queue: 0, cache: 0, prefix: 0 } })),

  'most replicas below one': infer({ maxReplicas: 0, targetCpuUtilization: 0.5 }),
  'fewest replicas below one': infer({ minReplicas: 0, targetCpuUtilization: 0.5 }),
  'fewest replicas above most': infer({ minReplicas: 3, targetCpuUtilization: 0.5 }),
  'nothing to scale by': infer({}),
  'a share of nothing': infer({ targetCpuUtilization: 0 }),
  'a window of two hours': chart => new AutoscalingPolicy(chart, 'policy', {
    target: plainModel(chart),
    minReplicas: 1,
    maxReplicas: 2,
    scaling: [Scaling.byCpu(0.5)],
    scaler: Scaler.hpa(),
    behavior: { scaleUp: { stabilizationWindow: Duration.hours(2) } },
  }),

  'a model of a hub that is a path': bound({ hub: true, path: '/a/b/c' }),
  'a model that is fetched, and of the hub': bound({ scheme: 's3', hub: true, path: 'a' }),
  'a path that is relative': bound({ path: 'a' }),
  'a revision of two lines': bound({ revision: 'a\nb' }),
  'a projector for an engine that takes none': bound({ projector: '/mnt/models/p.gguf' }),

  'metrics of a server without them': on({}, { monitoring: Monitoring.prometheus() }),
  'metrics of a server of a version without them': on({ version: '1.0.0' }, { monitoring: Monitoring.prometheus() }),
  'a ServiceMonitor without a Service': on(
    { metricsPath: '/metrics' }, { monitoring: Monitoring.prometheus({ monitor: MonitorKind.SERVICE }), service: { type: ServiceType.NONE } },
  ),
  'a ServiceMonitor of a port that no Service has': on(
    { ports: { http: 8080, metrics: 9090 }, metricsPath: '/metrics' }, { monitoring: Monitoring.prometheus({ monitor: MonitorKind.SERVICE }) },
  ),
};

test.each(Object.entries(REFUSED))('%s', (_what, make) => {
  const chart = chartIn('ml');
  const { message } = caught(() => {
    make(chart);
    App.of(chart).synthYaml();
  });
  expect(message).toMatchSnapshot();
});
