import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import {
  AutoscalingPolicy, Findings, GatewayDialect, GatewayRef, InferencePool, ModelConstruct, ModelInfer, ModelRoute, ModelServer, Monitoring,
  RouteDestination, Scaler, Scaling, ServerAuthentication, Severity, VllmEngine,
} from '../../src';
import { chartIn, plainModel, smallCompute } from '../fixtures';

/** One of each custom resource that the library renders, on which nothing is to be said but what a patch does. */
function objects(scaler = Scaler.keda({ serverAddress: 'http://prometheus:9090' })): Chart {
  const chart = chartIn('ml');
  const profileProps = { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() };
  const target: ModelConstruct = plainModel(chart, 'm', { servedName: 'm', profileProps, monitoring: Monitoring.prometheus() });
  const gateway = { parents: [GatewayRef.gateway('inference')], hostnames: ['a.example.com'], dialect: GatewayDialect.ENVOY_GATEWAY };
  const onGke = { ...gateway, hostnames: ['b.example.com'], dialect: GatewayDialect.GKE };
  const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', jwksUri: 'https://auth.example.com/keys' });
  const server = new ModelServer(chart, 'server', { target, rateLimit: { requestsPerSecond: 5 }, authentication, routing: { timeout: Duration.minutes(7), retries: 2 } });
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'pooled', { profileProps }) });
  const elsewhere = RouteDestination.service('far', { port: 80, namespace: 'other' });
  new ModelRoute(chart, 'route', { gateway, routes: [{ to: server, match: { path: '/a' } }], fallback: elsewhere });
  new ModelServer(chart, 'gke', { target: plainModel(chart, 'g', { servedName: 'g', profileProps }), gateway: onGke, routing: { timeout: Duration.minutes(5) } });
  new AutoscalingPolicy(chart, 'policy', { target, minReplicas: 1, maxReplicas: 3, scaling: [Scaling.byQueue(5)], scaler });
  const registered: ModelConstruct = plainModel(chart, 'kept', { registerOnly: true, profileProps });
  new ModelInfer(chart, 'infer', { model: registered });
  return chart;
}

/** What errors say after a patch of the object of a kind. */
function errorsAfter(kind: string, patch: JsonPatch, scaler?: Scaler): string[] {
  const chart = objects(scaler);
  chart.node.findAll().filter(ApiObject.isApiObject).find(one => one.kind === kind)!.addJsonPatch(patch);
  return Findings.of(chart).filter(({ severity }) => severity === Severity.ERROR).map(({ rule, what }) => `${rule}: ${what}`);
}

const { add, remove, replace } = JsonPatch;

test('custom resources as they are rendered have nothing against them', () => {
  expect(Findings.of(objects()).filter(({ severity }) => severity === Severity.ERROR)).toEqual([]);
});

test.each<[string, JsonPatch, RegExp]>([
  ['HTTPRoute', replace('/spec/rules', 'hello'), /spec\.rules, allowed is a list/],
  ['HTTPRoute', replace('/spec/rules', {}), /removes spec\.rules\[0\]\.backendRefs\[m-server\]/],
  ['HTTPRoute', replace('/spec/rules', [null]), /spec\.rules\[0\], allowed is an object/],
  ['HTTPRoute', remove('/spec'), /removes spec of the HTTPRoute/],
  ['HTTPRoute', replace('/spec/rules/0/backendRefs/0', { nam: 'x' }), /backendRefs\[0\]\.name, allowed is a name/],
  ['HTTPRoute', replace('/spec/rules/0/backendRefs/0/port', 9), /backendRefs\[m-server\]\.port of the HTTPRoute from 8000 to 9/],
  ['HTTPRoute', add('/spec/rules/0/backendRefs/0/weight', -5), /weight, allowed is a whole number/],
  ['BackendTrafficPolicy', replace('/spec/targetRefs/0/name', 'nope'), /removes spec\.targetRefs\[0\]/],
  ['BackendTrafficPolicy', remove('/spec/rateLimit'), /removes spec\.rateLimit/],
  ['BackendTrafficPolicy', replace('/spec/rateLimit/local/rules/0/limit/requests', 50), /removes spec\.rateLimit\.local\.rules\[0\]\.limit/],
  ['BackendTrafficPolicy', replace('/spec/retry/numRetries', 9), /retry\.numRetries of the BackendTrafficPolicy from 2 to 9/],
  ['HTTPRoute', remove('/spec/rules/0/timeouts'), /removes spec\.rules\[0\]\.timeouts\.request of the HTTPRoute/],
  ['HTTPRoute', replace('/spec/rules/0/timeouts/request', '1s'), /rules\[0\]\.timeouts\.request of the HTTPRoute from "7m" to "1s"/],
  ['SecurityPolicy', remove('/spec'), /removes spec of the SecurityPolicy/],
  ['SecurityPolicy', replace('/spec/jwt/providers', []), /providers\[m-server\]|providers\[route\]/],
  ['HealthCheckPolicy', replace('/spec/default/config/httpHealthCheck/requestPath', '/'), /requestPath.*"\/health" to "\/"/],
  ['HealthCheckPolicy', replace('/spec/targetRef/name', 'nope'), /targetRef\.name of the HealthCheckPolicy from "g-server" to "nope"/],
  ['HealthCheckPolicy', replace('/spec/default/checkIntervalSec', 0), /checkIntervalSec, allowed is a whole number from 1 to 300/],
  ['GCPBackendPolicy', replace('/spec/default/timeoutSec', 30), /timeoutSec of the GCPBackendPolicy from 300 to 30/],
  ['GCPBackendPolicy', remove('/spec/default/connectionDraining'), /removes spec\.default\.connectionDraining/],
  ['GCPBackendPolicy', remove('/spec/targetRef'), /removes spec\.targetRef/],
  ['ReferenceGrant', replace('/spec/from', []), /removes spec\.from\[0\]/],
  ['InferencePool', replace('/spec/targetPorts', []), /removes spec\.targetPorts\[0\]/],
  ['InferencePool', replace('/spec/selector', null), /removes spec\.selector/],
  ['PodMonitor', replace('/spec/podMetricsEndpoints', {}), /podMetricsEndpoints, allowed is a list/],
  ['PodMonitor', replace('/spec/selector/matchLabels', {}), /removes spec\.selector\.matchLabels/],
  ['ScaledObject', add('/spec/triggers/-', { tpye: 'x' }), /triggers\[1\]\.type, allowed is a name/],
  ['ModelServer', replace('/spec/service/port', 9), /service\.port of the ModelServer from 8000 to 9/],
  ['ModelServer', replace('/spec/routing/path', '/b'), /routing\.path of the ModelServer/],
  ['ModelServer', replace('/spec/routing/timeout', '1s'), /routing\.timeout of the ModelServer from "7m" to "1s"/],
  ['ModelServer', replace('/spec/rateLimit/requestsPerSecond', 50), /rateLimit\["requestsPerSecond"\] of the ModelServer from 5 to 50/],
  ['ModelServer', replace('/spec/authentication/enabled', false), /authentication\["enabled"\] of the ModelServer from true to false/],
  ['ModelServer', replace('/spec/modelInferRef/name', 'zzz'), /modelInferRef\.name of the ModelServer from "m" to "zzz"/],
  ['ModelRoute', replace('/spec/routes/0/destination/modelServerRef/name', 'zzz'), /modelServerRef\[m-server\] of the ModelRoute from "m-server" to "zzz"/],
  ['ModelRoute', replace('/spec/fallback/modelServerRef/name', 'zzz'), /fallback\.modelServerRef\.name of the ModelRoute from "far" to "zzz"/],
  ['ModelInfer', replace('/spec/modelRef/name', 'zzz'), /modelRef\.name of the ModelInfer from "kept" to "zzz"/],
  ['ModelInfer', add('/spec/replicas', 7), /replicas of the ModelInfer from nothing to 7/],
])('a patch that breaks a %s is refused (%#)', (kind, patch, says) => {
  expect(errorsAfter(kind, patch)).toContainEqual(expect.stringMatching(says));
});

test('a patch of a HorizontalPodAutoscaler gives members that it has', () => {
  expect(errorsAfter('HorizontalPodAutoscaler', add('/spec/maxreplicas', 3), Scaler.hpa())).toEqual([expect.stringMatching(/maxreplicas.*is maxReplicas meant/)]);
});

test.each<[string, JsonPatch]>([
  ['HTTPRoute', add('/spec/rules/0/backendRefs/-', { name: 'more', port: 80, weight: 1 })],
  ['HTTPRoute', add('/spec/rules/0/filters', [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } }])],
  ['HTTPRoute', add('/spec/rules/0', { matches: [{ path: { type: 'Exact', value: '/b' } }], backendRefs: [{ name: 'more', port: 80 }], sessionPersistence: {} })],
  ['HTTPRoute', replace('/spec/rules/0/matches/0/path/type', 'Exact')],
  ['HTTPRoute', replace('/spec/hostnames', ['other.example.com'])],
  ['BackendTrafficPolicy', add('/spec/circuitBreaker', { maxConnections: 5 })],
  ['BackendTrafficPolicy', add('/spec/rateLimit/local/rules/0/clientSelectors', [{ headers: [{ name: 'x-user', type: 'Distinct' }] }])],
  ['BackendTrafficPolicy', replace('/spec/rateLimit', { type: 'Global', global: { rules: [{ limit: { requests: 5, unit: 'Second' } }] } })],
  ['HTTPRoute', add('/spec/rules/0/timeouts/backendRequest', '5m')],
  ['SecurityPolicy', add('/spec/cors', { allowOrigins: ['*'] })],
  ['HealthCheckPolicy', replace('/spec/default/checkIntervalSec', 30)],
  ['GCPBackendPolicy', add('/spec/default/securityPolicy', 'armor')],
  ['ReferenceGrant', add('/spec/to/-', { group: '', kind: 'Secret' })],
  ['InferencePool', add('/spec/targetPorts/-', { number: 8001 })],
  ['PodMonitor', add('/spec/podMetricsEndpoints/0/metricRelabelings', [{ action: 'drop' }])],
  ['PodMonitor', add('/spec/podMetricsEndpoints/-', { port: 'other' })],
  ['ScaledObject', add('/spec/triggers/-', { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } })],
  ['ModelServer', add('/spec/service/annotations', { 'example.com/a': 'b' })],
  ['ModelServer', add('/spec/rateLimit/burstSize', 9)],
  ['ModelRoute', add('/metadata/annotations', { 'example.com/a': 'b' })],
])('a patch that adds to a %s is let through (%#)', (kind, patch) => {
  expect(errorsAfter(kind, patch)).toEqual([]);
});
