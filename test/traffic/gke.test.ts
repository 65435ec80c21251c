import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  ContainerEngine, EndpointPicker, Findings, GatewayDialect, GatewayRef, InferencePool, ModelRoute, ModelServer, RouteDestination, ServedModel,
  ServerProbe, ServingEngine, SessionAffinity, Severity, TritonEngine, VllmEngine,
} from '../../src';
import { manifestsOf, ModelOverrides, plainModel, smallCompute } from '../fixtures';

const GKE = { parents: [GatewayRef.gateway('external')], dialect: GatewayDialect.GKE };
const TIMED = { routing: { timeout: Duration.minutes(5) } };

const inMl = () => new Chart(new App(), 'chart', { namespace: 'ml' });
const modelOn = (chart: Chart, engine: ServingEngine = new VllmEngine({ version: '0.32.0' }), more: ModelOverrides = {}) => (
  plainModel(chart, 'llama', { servedName: 'llama', profileProps: { engine, compute: smallCompute() }, ...more })
);
const specOf = (chart: Chart, kind: string) => manifestsOf(chart).find(one => one.kind === kind)?.spec;
const errorsOf = (chart: Chart) => Findings.of(chart).filter(({ severity }) => severity === Severity.ERROR).map(({ what }) => what);

test('a server is asked for its health by the probe of the kubelet, and has the time that it says', () => {
  // GIVEN
  const chart = inMl();
  const target = modelOn(chart, undefined, { timing: { preStopDelay: Duration.seconds(20), drain: Duration.seconds(100) } });

  // WHEN
  const server = new ModelServer(chart, 'server', { target, gateway: GKE, ...TIMED });

  // THEN
  const targetRef = { group: '', kind: 'Service', name: 'llama-server' };
  expect(specOf(chart, 'HealthCheckPolicy')).toEqual({
    targetRef,
    default: {
      checkIntervalSec: 5,
      timeoutSec: 5,
      unhealthyThreshold: 3,
      config: { type: 'HTTP', httpHealthCheck: { port: 8000, portSpecification: 'USE_FIXED_PORT', requestPath: '/health' } },
    },
  });
  expect(specOf(chart, 'GCPBackendPolicy')).toEqual({ targetRef, default: { timeoutSec: 300, connectionDraining: { drainingTimeoutSec: 120 } } });
  expect(specOf(chart, 'HTTPRoute').rules[0].timeouts).toBeUndefined();
  expect(server.policies.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['HealthCheckPolicy llama-server', 'GCPBackendPolicy llama-server']);
  expect(errorsOf(chart)).toEqual([]);
});

test.each<[string, ServingEngine, ModelOverrides, object]>([
  ['HTTP, at the port of requests', new TritonEngine({ version: '26.07' }), {}, { type: 'HTTP', httpHealthCheck: { port: 8000, portSpecification: 'USE_FIXED_PORT', requestPath: '/v2/models/llama/ready' } }],
  ['HTTPS, where the server speaks TLS', new VllmEngine({ version: '0.32.0' }), { tls: { secretName: 'certificate' } }, { type: 'HTTPS', httpsHealthCheck: { port: 8000, portSpecification: 'USE_FIXED_PORT', requestPath: '/health' } }],
  ['TCP', new ContainerEngine({ image: 'example.com/a:1.0.0', port: 9000, readiness: ServerProbe.tcp() }), {}, { type: 'TCP', tcpHealthCheck: { port: 9000, portSpecification: 'USE_FIXED_PORT' } }],
  ['the name that clients send', new ContainerEngine({ image: 'example.com/a:1.0.0', port: 9000, readiness: ServerProbe.http('/v1/$(MODEL_NAME)') }), {}, { type: 'HTTP', httpHealthCheck: { port: 9000, portSpecification: 'USE_FIXED_PORT', requestPath: '/v1/llama' } }],
])('the health is asked for by %s', (_how, engine, more, config) => {
  const chart = inMl();
  new ModelServer(chart, 'server', { target: modelOn(chart, engine, more), gateway: GKE, ...TIMED });
  expect(specOf(chart, 'HealthCheckPolicy').default.config).toEqual(config);
});

test('bounds of the policies are kept', () => {
  const chart = inMl();
  const readiness = ServerProbe.http('/', { period: Duration.minutes(10), timeout: Duration.minutes(8), failures: 40 });
  const engine = new ContainerEngine({ image: 'example.com/a:1.0.0', port: 9000, readiness });
  const target = modelOn(chart, engine, { timing: { drain: Duration.hours(3) } });
  new ModelServer(chart, 'server', { target, gateway: GKE, routing: { timeout: Duration.millis(1500) } });
  expect(specOf(chart, 'HealthCheckPolicy').default).toMatchObject({ checkIntervalSec: 300, timeoutSec: 300, unhealthyThreshold: 10 });
  expect(specOf(chart, 'GCPBackendPolicy').default).toEqual({ timeoutSec: 2, connectionDraining: { drainingTimeoutSec: 3600 } });
});

test('a time without an end is the longest that there is', () => {
  const chart = inMl();
  new ModelServer(chart, 'server', { target: modelOn(chart), gateway: GKE, routing: { timeout: Duration.seconds(0) } });
  expect(specOf(chart, 'GCPBackendPolicy').default.timeoutSec).toBe(2_147_483_647);
});

test('a server and a pool that routes of other charts lead to have one of each, with the longest time', () => {
  // GIVEN
  const chart = inMl();
  const server = new ModelServer(chart, 'server', { target: modelOn(chart) });
  const pool = new InferencePool(chart, 'pool', { target: plainModel(chart, 'pooled', { servedName: 'llama', profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } }), picker: EndpointPicker.service('there') });
  const routes = new Chart(App.of(chart), 'routes', { namespace: 'gateways' });

  // WHEN
  new ModelRoute(routes, 'first', { gateway: GKE, routes: [{ to: server, timeout: Duration.minutes(1) }] });
  new ModelRoute(routes, 'second', {
    gateway: { ...GKE, hostnames: ['b.example.com'] }, routes: [{ to: server, timeout: Duration.hours(1) }, { match: { path: '/pool' }, to: pool }],
  });
  const other = { ...GKE, dialect: GatewayDialect.STANDARD, hostnames: ['c.example.com'] };
  new ModelRoute(routes, 'third', { gateway: other, routes: [{ to: server, timeout: Duration.hours(2) }] });

  // THEN
  const policies = manifestsOf(chart).filter(({ apiVersion }) => apiVersion === 'networking.gke.io/v1');
  const told = policies.map(({ kind, metadata, spec: { targetRef, default: { timeoutSec } } }) => (
    [kind, metadata.namespace, targetRef.kind, targetRef.name, timeoutSec]
  ));
  expect(told).toEqual([
    ['HealthCheckPolicy', 'ml', 'Service', 'llama-server', 5],
    ['GCPBackendPolicy', 'ml', 'Service', 'llama-server', 3600],
    ['HealthCheckPolicy', 'ml', 'InferencePool', 'pooled', 5],
    ['GCPBackendPolicy', 'ml', 'InferencePool', 'pooled', undefined],
  ]);
  expect([server, pool].map(one => one.policies.length)).toEqual([2, 2]);
  expect(manifestsOf(routes).filter(({ kind, spec }) => kind === 'HTTPRoute' && spec.rules[0].timeouts).map(({ metadata }) => metadata.name)).toEqual(['third']);
});

test('a client stays at its Pod', () => {
  const chart = inMl();
  new ModelServer(chart, 'server', { target: modelOn(chart), gateway: GKE, ...TIMED, service: { sessionAffinity: SessionAffinity.CLIENT_IP } });
  expect(specOf(chart, 'GCPBackendPolicy').default.sessionAffinity).toEqual({ type: 'CLIENT_IP' });
  expect(Findings.of(chart).map(({ rule }) => rule)).not.toContain('session-affinity-bypassed');
});

test.each<[string, object]>([
  ['a limit', { rateLimit: { requestsPerSecond: 5 } }],
  ['retries', { routing: { ...TIMED.routing, retries: 2 } }],
])('%s is held by nothing there', (_what, props) => {
  const chart = inMl();
  new ModelServer(chart, 'server', { target: modelOn(chart), gateway: GKE, ...TIMED, ...props });
  expect(errorsOf(chart)).toEqual([expect.stringMatching(/is held by nothing: GKE has nothing that holds it/)]);
});

test('nothing is made for what is not of this app, or asked in no way that a Gateway can', () => {
  const chart = inMl();
  new ModelRoute(chart, 'route', { gateway: GKE, routes: [{ to: RouteDestination.service('far', { port: 80 }) }] });
  expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['ModelRoute', 'HTTPRoute']);
  new ModelServer(chart, 'server', { target: ServedModel.of('there'), service: { port: 80 }, gateway: { ...GKE, hostnames: ['b.example.com'] }, ...TIMED });
  expect(specOf(chart, 'HealthCheckPolicy')).toBeUndefined();
  expect(specOf(chart, 'GCPBackendPolicy').default).toEqual({ timeoutSec: 300 });
});

test('nothing is made for a Gateway of another kind', () => {
  const chart = inMl();
  const server = new ModelServer(chart, 'server', { target: modelOn(chart), gateway: { ...GKE, dialect: GatewayDialect.STANDARD }, ...TIMED });
  expect(server.policies).toEqual([]);
  expect(chart.node.findAll().filter(ApiObject.isApiObject).some(({ apiGroup }) => apiGroup === 'networking.gke.io')).toBe(false);
});
