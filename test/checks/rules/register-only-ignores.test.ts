import { Chart } from 'cdk8s';
import {
  Compute, ContainerEngine, Cpu, Framework, GatewayRef, ModelInfer, ModelInferProps, ModelRef, ModelRoute,
  ModelServer, Monitoring, RouteDestination, RuntimeProfile, SecretKey, ServedModel,
  ServerProbe, ServingEngine, SglangEngine,
  VllmEngine,
} from '../../../src';
import { caught, chartIn, findingsOf, objectOf, plainModel, PlainSource, rulesOf, smallCompute } from '../../fixtures';

const gateway = { parents: [GatewayRef.gateway('inference')] };
const infer = (props: Partial<ModelInferProps>) => (chart: Chart) => new ModelInfer(chart, 'infer', { model: ModelRef.named('llama'), registerOnly: true, ...props });
const server = (props: object) => (chart: Chart) => new ModelServer(chart, 'server', { target: ServedModel.of('llama'), service: { port: 80 }, routing: { path: '/v1' }, registerOnly: true, ...props });
const route = (props: object) => (chart: Chart) => new ModelRoute(chart, 'route', { routes: [{ to: RouteDestination.service('one', { port: 80 }) }], registerOnly: true, ...props });

test.each<[string, (chart: Chart) => unknown, string]>([
  ['arguments and variables of a ModelInfer', infer({ args: ['--x'], env: { A: 'b' } }), 'the ModelInfer has args, env'],
  ['its monitoring and its budget', infer({ monitoring: Monitoring.prometheus(), disruptionBudget: false }), 'the ModelInfer has disruptionBudget, monitoring'],
  ['what it would serve', infer({ source: new PlainSource(), version: '1.0.0', servedName: 'a' }), 'the ModelInfer has source, version, servedName'],
  ['its scheduler', infer({ scheduling: { nodeSelector: { a: 'b' }, schedulerName: 'other' } }), 'the ModelInfer has scheduling.schedulerName'],
  ['labels of its Pods', infer({ pod: { labels: { a: 'b' }, annotations: { a: 'b' } } }), 'the ModelInfer has pod.labels'],
  ['a name of its container without rights of it', infer({ containerName: 'inference', security: { runAsUser: 1000 } }), 'the ModelInfer has containerName'],
  ['the TLS of a Model', chart => plainModel(chart, 'model', { registerOnly: true, tls: { secretName: 'a' } }), 'the model has tls'],
  ['the Gateway of a ModelServer', server({ gateway }), 'the ModelServer has gateway'],
  ['its path on the way, and its authority', server({ routing: { path: '/a', rewrite: '/' }, tls: { enabled: false, certificateAuthority: 'a' } }), 'the ModelServer has routing.rewrite, tls.certificateAuthority'],
  ['the Gateway of a ModelRoute', route({ gateway }), 'the ModelRoute has gateway'],
  ['its paths on the way', route({ routes: [{ to: RouteDestination.service('one', { port: 80 }), rewrite: '/' }] }), 'the ModelRoute has routes[0].rewrite'],
])('says that nothing reads %s', (_what, make, said) => {
  const chart = chartIn('ml');
  make(chart);
  expect(findingsOf(chart, 'register-only-ignores').map(({ what }) => what)).toEqual([`registerOnly is true, and ${said}`]);
});

const registered = (chart: Chart, engine: ServingEngine) => plainModel(chart, 'model', { registerOnly: true, engine });

test.each<[string, ServingEngine, string]>([
  ['its length', new VllmEngine({ version: '0.32.0', maxModelLen: 4096 }), 'maxModelLen of its engine'],
  ['its program and its port', new VllmEngine({ version: '0.32.0', program: ['/opt/vllm'], port: 9000 }), 'port of its engine, program of its engine'],
  ['the key of another one', new SglangEngine({ version: '0.5.23', apiKey: SecretKey.of('a', 'b') }), 'apiKey of its engine'],
  ['the words of a container', new ContainerEngine({ image: 'example.com/a:1.0.0', frameworks: [Framework.PYTORCH], port: 80, readiness: ServerProbe.tcp(), command: ['a'], args: ['b'] }), 'args of its engine, command of its engine, frameworks of its engine'],
])('says of an engine of a registered Model that nothing reads %s', (_what, engine, said) => {
  const chart = chartIn('ml');
  registered(chart, engine);
  const [{ what }] = findingsOf(chart, 'register-only-ignores');
  expect(what.replace('registerOnly is true, and the model has ', '').split(', ').sort().join(', ')).toBe(said);
});

test.each<[string, ServingEngine]>([
  ['its version', new VllmEngine({ version: '0.32.0' })],
  ['its image', new VllmEngine({ version: '0.32.0', image: 'example.com/vllm:0.32.0' })],
  ['what it cannot do without', new ContainerEngine({ image: 'example.com/a:1.0.0', port: 80, readiness: ServerProbe.tcp() })],
])('is silent about an engine that says what is recorded: %s', (_what, engine) => {
  const chart = chartIn('ml');
  registered(chart, engine);
  expect(findingsOf(chart, 'register-only-ignores')).toEqual([]);
});

test('is silent about the engine of a profile, which others need, and of a Model that a ModelInfer runs', () => {
  const chart = chartIn('ml');
  const engine = new VllmEngine({ version: '0.32.0', maxModelLen: 4096 });
  const profile = new RuntimeProfile(chart, 'profile', { engine, compute: smallCompute() });
  plainModel(chart, 'one', { registerOnly: true, profile });
  plainModel(chart, 'two', { registerOnly: true, profile, engine });
  const model = registered(chart, engine);
  new ModelInfer(chart, 'infer', { model });
  expect(findingsOf(chart, 'register-only-ignores')).toEqual([]);
});

test.each<[string, (chart: Chart) => unknown]>([
  ['a ModelInfer', infer({
    replicas: 2,
    compute: smallCompute(),
    security: { runAsUser: 1000, readOnlyRootFilesystem: true },
    containerName: 'inference',
    pod: { annotations: { a: 'b' } },
    scheduling: { nodeSelector: { a: 'b' } },
    autoscaling: { maxReplicas: 3 },
    inferMetadata: { labels: { a: 'b' } },
  })],
  ['a ModelInfer with its resources as they are written', infer({ resources: { limits: { memory: '1Gi' } } })],
  ['a ModelServer', server({ rateLimit: { requestsPerSecond: 3 }, tls: { secretName: 'a' } })],
  ['a ModelRoute with the header of the model', route({ gateway: { ...gateway, modelHeader: 'x-model' }, routes: [{ to: RouteDestination.service('one', { port: 80 }), match: { model: 'a' } }] })],
])('is silent about what is recorded: %s', (_what, make) => {
  const chart = chartIn('ml');
  make(chart);
  expect(rulesOf(chart)).toEqual([]);
});

test('fails for a name of a container that is none, and for a version that is empty', () => {
  expect(() => infer({ containerName: 'A B' })(chartIn('ml'))).toThrow('invalid containerName: got "A B"');
  for (const version of ['', ' ']) {
    expect(caught(() => infer({ version })(chartIn('ml'))).message).toContain('invalid version: got');
    expect(caught(() => new ModelInfer(chartIn('ml'), 'infer', { model: plainModel(chartIn('ml')), version })).message).toContain('invalid version: got');
  }
});

test('the compute that a ModelInfer records is that of its container', () => {
  const chart = chartIn('ml');
  infer({ compute: Compute.cpu({ cpu: Cpu.units(2), memory: smallCompute().memory }) })(chart);
  expect(objectOf(chart, 'ModelInfer').spec.resources.requests.cpu).toBe('2');
});
