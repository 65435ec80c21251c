import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import {
  AutoscalingPolicy, Findings, GatewayDialect, GatewayRef, InferencePool, ModelConstruct, ModelInfer, ModelRoute, ModelServer, Monitoring,
  RouteDestination, Scaler, Scaling, ServerAuthentication, Severity, VllmEngine,
} from '../../src';
import { CUSTOM_FACTS } from '../../src/checks/custom-facts';
import { unknownMembers } from '../../src/checks/custom-members';
import { CUSTOM_MEMBERS } from '../../src/checks/custom-members.generated';
import { trySchemaOf } from '../../src/checks/custom-resources/validate';
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
  const shared = { weight: 90, timeout: Duration.minutes(7) };
  new ModelRoute(chart, 'route', { gateway, fallback: elsewhere, routes: [{ to: server, match: { path: '/a' }, ...shared }] });
  new ModelServer(chart, 'gke', { target: plainModel(chart, 'g', { servedName: 'g', profileProps }), gateway: onGke, routing: { timeout: Duration.minutes(5) } });
  new AutoscalingPolicy(chart, 'policy', { target, minReplicas: 1, maxReplicas: 3, scaling: [Scaling.byConcurrency(5)], scaler });
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
  ['ModelRoute', replace('/spec/routes/0/match/path', '/b'), /routes\[0\]\.match\.path of the ModelRoute from "\/a" to "\/b"/],
  ['ModelRoute', remove('/spec/routes/0/match'), /removes spec\.routes\[0\]\.match/],
  ['ModelRoute', replace('/spec/routes/0/weight', 10), /routes\[0\]\.weight of the ModelRoute from 90 to 10/],
  ['ModelRoute', replace('/spec/routes/0/timeout', '1s'), /routes\[0\]\.timeout of the ModelRoute from "7m" to "1s"/],
  ['ModelInfer', replace('/spec/modelRef/name', 'zzz'), /modelRef\.name of the ModelInfer from "kept" to "zzz"/],
  ['ModelInfer', add('/spec/replicas', 7), /replicas of the ModelInfer from nothing to 7/],
])('a patch that breaks a %s is refused (%#)', (kind, patch, says) => {
  expect(errorsAfter(kind, patch)).toContainEqual(expect.stringMatching(says));
});

test('a patch of a HorizontalPodAutoscaler gives members that it has', () => {
  expect(errorsAfter('HorizontalPodAutoscaler', add('/spec/maxreplicas', 3), Scaler.hpa())).toEqual([expect.stringMatching(/maxreplicas.*is maxReplicas meant/)]);
});

const behindInterceptor = () => Scaler.httpAddOn({ hosts: ['a.example.com', 'b.example.com'], paths: ['/v1'] });

test.each([undefined, behindInterceptor()])('every member of the custom resources that the library renders is known (%#)', scaler => {
  const chart = objects(scaler);
  const made = chart.node.findAll().filter(ApiObject.isApiObject);
  expect(made.flatMap(one => unknownMembers(one.kind, one.toJson()))).toEqual([]);
  const isJudged = (kind: string) => kind in CUSTOM_MEMBERS || trySchemaOf(made.find(one => one.kind === kind)?.toJson() ?? {}) !== undefined;
  expect(Object.keys(CUSTOM_FACTS).filter(kind => !isJudged(kind))).toEqual(['HorizontalPodAutoscaler']);
});

test.each<[string, JsonPatch, RegExp]>([
  ['ScaledObject', add('/spec/maxReplicas', 3), /spec\.maxReplicas/],
  ['ScaledObject', add('/spec/triggers/-', { type: 'cpu', metadata: { value: '70' }, metricTyp: 'Utilization' }), /triggers\[1\]\.metricTyp/],
  ['InferencePool', add('/spec/targetPort', 80), /spec\.targetPort/],
  ['PodMonitor', add('/spec/podMetricsEndpoints/0/scrapeInterval', '5s'), /podMetricsEndpoints\[0\]\.scrapeInterval/],
  ['PrometheusRule', add('/spec/groups/0/rules/0/label', {}), /groups\[0\]\.rules\[0\]\.label/],
  ['HealthCheckPolicy', add('/spec/default/interval', 5), /spec\.default\.interval/],
])('a member of a %s that its CRD does not have is a warning (%#)', (kind, patch, says) => {
  const chart = objects();
  chart.node.findAll().filter(ApiObject.isApiObject).find(one => one.kind === kind)!.addJsonPatch(patch);
  expect(Findings.of(chart).filter(({ rule }) => rule === 'patch-member-unknown').map(({ what }) => what)).toEqual([expect.stringMatching(says)]);
});

test.each<[JsonPatch, RegExp]>([
  [replace('/spec/rules/0/hosts', ['c.example.com']), /removes spec\.rules\.hosts\[a\.example\.com\] of the InterceptorRoute/],
  [remove('/spec/rules/0/hosts/1'), /removes spec\.rules\.hosts\[b\.example\.com\]/],
  [replace('/spec/rules/0/paths/0/value', '/v2'), /removes spec\.rules\.paths\[\/v1\]/],
])('a patch that takes a host or a path from an InterceptorRoute is refused (%#)', (patch, says) => {
  expect(errorsAfter('InterceptorRoute', patch, behindInterceptor())).toContainEqual(expect.stringMatching(says));
});

test.each<[JsonPatch]>([
  [add('/spec/rules/0/hosts/-', 'c.example.com')],
  [remove('/spec/rules/0/paths')],
  [add('/spec/rules/-', { hosts: ['c.example.com'] })],
])('a patch that adds to what an InterceptorRoute takes is let through (%#)', patch => {
  expect(errorsAfter('InterceptorRoute', patch, behindInterceptor())).toEqual([]);
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
  ['ModelRoute', add('/spec/routes/0', { destination: { modelServerRef: { name: 'more' } }, match: { path: '/b' } })],
  ['ModelRoute', add('/spec/routes/-', { destination: { modelServerRef: { name: 'm-server' } }, match: { path: '/b' } })],
  ['ModelRoute', add('/spec/routes/0/retries', 2)],
])('a patch that adds to a %s is let through (%#)', (kind, patch) => {
  expect(errorsAfter(kind, patch)).toEqual([]);
});
