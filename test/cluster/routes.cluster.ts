import { App, Chart, Duration, Size } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { installCrds } from './harness/crds';
import { canFetchModules, installModuleCrds, ModuleCrds } from './harness/module-crds';
import { describeOnCluster } from './harness/suite';
import {
  Cpu, EndpointPicker, Findings, GatewayDialect, GatewayOptions, GatewayRef, InferencePool, ModelRoute, ModelServer, ModelSource,
  PickerFailureMode, RouteDestination, RuntimeProfile, ServerAuthentication, ServiceType, SessionAffinity, VllmEngine, Framework,
  ModelConstruct, ModelConstructProps, ServedModel,
} from '../../src';
import { COMMIT, smallCompute, stderrOf } from '../fixtures';

/*
 * What stands behind ModelServer, ModelRoute and InferencePool is accepted, strictly and without a warning, by a real API server with the CRDs of its
 * makers. What is refused there is refused by the library first.
 */

const gatewayApi = (channel: string, kind: string): ModuleCrds => ({ module: 'sigs.k8s.io/gateway-api', version: '1.6.3', file: `config/crd/${channel}/gateway.networking.k8s.io_${kind}.yaml` });
const envoy = (kind: string): ModuleCrds => ({ module: 'github.com/envoyproxy/gateway', version: '1.9.1', file: `charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_${kind}.yaml` });

const gke = (kind: string): ModuleCrds => ({ module: 'github.com/GoogleCloudPlatform/gke-gateway-api', version: '1.3.0', file: `config/crd/networking.gke.io_${kind}.yaml` });

const CRDS: readonly ModuleCrds[] = [
  { module: 'istio.io/api', version: '1.29.2', file: 'kubernetes/customresourcedefinitions.gen.yaml' },
  gke('healthcheckpolicies'),
  gke('gcpbackendpolicies'),
  gatewayApi('standard', 'referencegrants'),
  gatewayApi('standard', 'backendtlspolicies'),
  envoy('backendtrafficpolicies'),
  envoy('securitypolicies'),
  { module: 'sigs.k8s.io/gateway-api-inference-extension', version: '1.6.0', file: 'config/crd/bases/inference.networking.k8s.io_inferencepools.yaml' },
];

const [HOME, OTHER] = ['routes', 'others'];
const STANDARD: GatewayOptions = { parents: [GatewayRef.gateway('inference', { namespace: 'gateways', section: 'https' }), GatewayRef.listenerSet('team', { section: 'team' })], hostnames: ['llm.example.com', '*.llm.example.com'] };

/** A model on vLLM, once for each name. */
function model(chart: Chart, id: string, more: Partial<ModelConstructProps> = {}): ModelConstruct {
  const profile = (chart.node.tryFindChild('vllm') as RuntimeProfile | undefined) ?? new RuntimeProfile(chart, 'vllm', { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() });
  const source = ModelSource.huggingFace('Qwen/Qwen3-0.6B', { revision: COMMIT, size: Size.gibibytes(2) });
  return new ModelConstruct(chart, `${id}-model`, { name: id, version: '1.0.0', framework: Framework.HUGGINGFACE, source, profile, servedName: 'qwen', ...more });
}

/** Everything that routes can be, for one dialect. */
function routes(chart: Chart, gateway: GatewayOptions): void {
  const stable = new ModelServer(chart, 'stable', { target: model(chart, 'stable'), service: { port: 8080, sessionAffinity: SessionAffinity.CLIENT_IP }, routing: { timeout: Duration.minutes(5) } });
  const canary = new ModelServer(chart, 'canary', { target: model(chart, 'canary'), service: { port: 8080, type: ServiceType.NODE_PORT, annotations: { 'example.com/team': 'a' } } });
  const far = RouteDestination.service('far', { port: 8080, namespace: OTHER });
  const farPool = RouteDestination.inferencePool('far', { namespace: OTHER });
  const pool = new InferencePool(chart, 'pool', { target: model(chart, 'pooled'), picker: EndpointPicker.llmD({ replicas: 2, imagePullSecrets: ['mirror'], cpu: Cpu.units(1), memory: Size.gibibytes(1) }) });
  new InferencePool(chart, 'other-pool', { target: ServedModel.of('elsewhere'), targetPort: 8000, picker: EndpointPicker.service('there', { failureMode: PickerFailureMode.CLOSE }) });
  new ModelRoute(chart, 'all', {
    gateway: { ...gateway, modelHeader: 'X-Gateway-Model-Name' },
    routes: [
      { match: { headers: { 'X-Tier': 'a b' }, queryParams: { beta: 'true' }, path: '/v1/models/*' }, to: pool, rewrite: '/v1' },
      { match: { model: 'qwen', path: '/v1' }, to: stable, weight: 90, timeout: Duration.seconds(90) },
      { match: { model: 'qwen', path: '/v1' }, to: canary, weight: 10 },
      { match: { headers: { 'x-far': '1' } }, to: far },
      { match: { headers: { 'x-far': '2' } }, to: farPool, weight: 0 },
    ],
    fallback: stable,
    canary: { enabled: true, analysis: { threshold: 95, interval: Duration.minutes(5) } },
  });
  new ModelRoute(chart, 'many', { gateway, routes: Array.from({ length: 40 }, (_, index) => ({ match: { path: `/p${index}` }, to: stable })) });
  new ModelServer(chart, 'speaking', { target: model(chart, 'speaking', { tls: { secretName: 'certificate' } }), tls: { certificateAuthority: 'authority' } });
  new ModelServer(chart, 'own', { target: model(chart, 'own'), gateway, tls: { enabled: gateway === STANDARD, secretName: 'certificate' }, routing: { path: '/own', rewrite: '/' } });
}

/** What Envoy Gateway holds. */
function limits(chart: Chart): void {
  const gateway = { parents: [GatewayRef.gateway('inference')], dialect: GatewayDialect.ENVOY_GATEWAY };
  const jwt = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', audience: 'models', jwksUri: 'https://auth.example.com/keys' });
  const limited = new ModelServer(chart, 'limited', { target: model(chart, 'limited'), gateway, routing: { retries: 3, timeout: Duration.minutes(1) }, rateLimit: { requestsPerSecond: 100, burstSize: 100 }, authentication: jwt });
  const keyed = new ModelServer(chart, 'keyed', { target: model(chart, 'keyed'), authentication: ServerAuthentication.apiKey({ secretName: 'clients' }), rateLimit: { requestsPerSecond: 1 } });
  new ModelRoute(chart, 'both', { gateway, routes: [{ match: { path: '/one' }, to: limited }, { match: { path: '/two' }, to: keyed, retries: 0 }], fallback: limited });
}

/** What GKE and Istio have beside servers and pools. */
function besideServers(chart: Chart, dialect: GatewayDialect): void {
  const gateway = { parents: [GatewayRef.gateway('external')], dialect };
  const server = new ModelServer(chart, 'server', { target: model(chart, 'plain'), gateway, routing: { timeout: Duration.minutes(5) } });
  const speaking = new ModelServer(chart, 'secure', { target: model(chart, 'secure', { tls: { secretName: 'certificate' } }), tls: { certificateAuthority: 'authority' } });
  const sticky = new ModelServer(chart, 'sticky', { target: model(chart, 'sticky'), service: { sessionAffinity: SessionAffinity.CLIENT_IP } });
  const pool = new InferencePool(chart, 'pool', { target: model(chart, 'pooled') });
  const unknown = new ModelServer(chart, 'unknown', { target: ServedModel.of('there'), service: { port: 80 } });
  const paths = [server, speaking, sticky, pool, unknown].map((to, index) => ({ to, match: { path: `/p${index}` } }));
  new ModelRoute(chart, 'all', { gateway: { ...gateway, hostnames: ['all.example.com'] }, routes: paths });
}

/** The objects of an app that has no error. */
function objectsOf(make: (chart: Chart) => void): KubeObject[] {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: HOME });
  make(chart);
  expect(Findings.of(app).filter(({ severity }) => severity === 'error')).toEqual([]);
  let objects: KubeObject[] = [];
  stderrOf(() => { objects = chart.toJson() as KubeObject[]; });
  return objects;
}

async function answersTo(applier: Applier, objects: readonly KubeObject[]): Promise<object[]> {
  const answers = [];
  for (const object of objects) {
    const { status, warnings, body } = await applier.apply(object, object.metadata?.namespace ?? HOME);
    if (status >= 300 || warnings.length > 0) answers.push({ kind: object.kind, name: object.metadata?.name, message: body.message, warnings });
  }
  return answers;
}

const MINUTES = 60_000;
const EXAMPLES: readonly (readonly [string, (chart: Chart) => void])[] = [
  ['routes of the standard channel', chart => routes(chart, STANDARD)],
  ['routes of a mesh', chart => routes(chart, { parents: [GatewayRef.service('models', { port: 8000 })] })],
  ['limits of Envoy Gateway', limits],
  ['policies of GKE', chart => besideServers(chart, GatewayDialect.GKE)],
  ['rules of Istio', chart => besideServers(chart, GatewayDialect.ISTIO)],
];

(canFetchModules ? describe : describe.skip).each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('servers, routes and pools', { version }, (cluster) => {
    beforeAll(async () => {
      await installCrds(cluster());
      for (const crds of [gatewayApi('standard', 'httproutes'), ...CRDS]) await installModuleCrds(cluster(), crds);
      for (const name of [HOME, OTHER]) await new Applier(cluster()).apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }, 5 * MINUTES);

    test.each(EXAMPLES)('are accepted strictly: %s', async (_title, make) => {
      expect(await answersTo(new Applier(cluster()), objectsOf(make))).toEqual([]);
    }, 2 * MINUTES);
  });
});

(canFetchModules ? describe : describe.skip)('the experimental channel', () => {
  describeOnCluster('routes that send again', { version: NEWEST_KUBERNETES }, (cluster) => {
    test('are accepted strictly', async () => {
      // GIVEN
      await installCrds(cluster());
      for (const crds of [gatewayApi('experimental', 'httproutes'), ...CRDS]) await installModuleCrds(cluster(), crds);
      const applier = new Applier(cluster());
      for (const name of [HOME, OTHER]) await applier.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      const parents = [GatewayRef.gateway('inference', { port: 80 })];

      // WHEN
      const answers = await answersTo(applier, objectsOf(chart => {
        new ModelServer(chart, 'server', { target: model(chart, 'model'), gateway: { parents, dialect: GatewayDialect.EXPERIMENTAL }, routing: { retries: 3 } });
        new ModelServer(chart, 'istio', {
          target: model(chart, 'other'), gateway: { parents, hostnames: ['istio.example.com'], dialect: GatewayDialect.ISTIO }, routing: { retries: 3 },
        });
      }));

      // THEN
      expect(answers).toEqual([]);
    }, 5 * MINUTES);
  });
});
