import { Chart, Size } from 'cdk8s';
import { Namespaces, NetworkPolicyIpBlock, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscalingPolicy, Compute, Cpu, DeviceClaim, GatewayDialect, GatewayRef, InferencePool, KubernetesVersion, ModelCache,
  ModelConstruct, ModelInfer, ModelRoute, ModelServer, ModelSource, ModelStatusReporter, Monitoring, PodVolume, Rollout, RouteDestination,
  Scaler, Scaling, SecretKey, ServerAuthentication, ServiceAccountRef, VllmEngine,
} from '../../src';
import { JsonObject } from '../../src/ground/objects';
import { chartIn, manifestsOf, PlainEngine, plainModel, PlainSource, smallCompute } from '../fixtures';

/* Objects of each kind that the library prints, with as much in them as they have: `every-value.test.ts` goes through all of that. */

const ENGINE = new PlainEngine({
  ports: { http: 8080, grpc: 9090 },
  container: { command: ['serve'], args: ['--port', '8080', '--model', '/mnt/models'], env: { HOME: '/tmp/home' }, secretEnv: { KEY: SecretKey.of('keys', 'key') } },
});

function ofModels(chart: Chart): void {
  plainModel(chart, 'model', {
    replicas: 2,
    disruptionBudget: true,
    network: { from: [Namespaces.select(chart, 'web', { names: ['web'] })], to: [NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8', ['10.1.0.0/16'])] },
    rollout: Rollout.recreate(),
    source: ModelSource.s3('s3://models/m/', { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'key'), size: Size.gibibytes(10) }),
    cache: ModelCache.claim({ size: Size.gibibytes(100), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY, storageClassName: 'fast' }),
    args: ['--level', '9'],
    env: { MODE: 'fast' },
    scheduling: { nodeSelector: { zone: 'a' }, tolerations: [{ key: 'gpu', operator: 'Exists' }], priorityClassName: 'high' },
    pod: {
      serviceAccount: ServiceAccountRef.of('models'),
      sidecars: [{ name: 'log', image: 'log:1', env: { LEVEL: '1' } }],
      volumes: [PodVolume.configMap('settings', 'settings')],
      mounts: [{ volume: 'settings', path: '/settings' }],
    },
    profileProps: { engine: ENGINE, compute: smallCompute() },
  });
  plainModel(chart, 'filled', {
    replicas: 2,
    source: new PlainSource({ size: Size.gibibytes(10) }),
    cache: ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob(),
  });
  const alternatives = [{ accelerator: Accelerator.NVIDIA_H200, count: 2, selectors: ['true'] }];
  const claim = DeviceClaim.devices({ alternatives, selectors: ['true'], matchAttributes: ['resource.kubernetes.io/pcieRoot'] });
  const compute = Compute.gpu(Accelerator.NVIDIA_H100, { count: 2, claim, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
  plainModel(chart, 'claiming', { kubernetesVersion: KubernetesVersion.V1_37, profileProps: { engine: ENGINE, compute } });
}

function ofTraffic(chart: Chart, target: ModelConstruct): void {
  const gateway = { parents: [GatewayRef.gateway('inference')], hostnames: ['a.example.com'], dialect: GatewayDialect.ENVOY_GATEWAY };
  const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', jwksUri: 'https://auth.example.com/keys', audience: 'models' });
  const server = new ModelServer(chart, 'server', { target, rateLimit: { requestsPerSecond: 5 }, authentication });
  const pool = RouteDestination.inferencePool('far-pool', { namespace: 'other' });
  const to = RouteDestination.service('far', { port: 80, namespace: 'other' });
  new ModelRoute(chart, 'route', { gateway, routes: [{ to: server, match: { path: '/a' } }, { to: pool, match: { path: '/b' } }], fallback: to });
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'pooled', { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } }) });
}

function ofScaling(chart: Chart, target: ModelConstruct, scaler: Scaler): void {
  new AutoscalingPolicy(chart, 'policy', { target, minReplicas: 1, maxReplicas: 3, scaling: [Scaling.byQueue(5)], scaler });
}

/** A chart with one of each. */
function charts(): Chart[] {
  const chart = chartIn('ml');
  ofModels(chart);
  const profileProps = { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() };
  const served = (id: string) => plainModel(chart, id, { servedName: id, profileProps, monitoring: Monitoring.prometheus() });
  const target = served('served');
  ofTraffic(chart, target);
  ofScaling(chart, target, Scaler.keda({ serverAddress: 'http://prometheus:9090' }));
  const scaled = chartIn('scaled');
  ofScaling(scaled, plainModel(scaled, 'scaled', { profileProps }), Scaler.hpa());
  new ModelInfer(chart, 'infer', { model: plainModel(chart, 'kept', { registerOnly: true, profileProps }) });
  new ModelStatusReporter(chart, 'reporter', {});
  return [chart, scaled];
}

/** The first object of each kind, by kind. */
export function objectsOfEachKind(): ReadonlyMap<string, JsonObject> {
  const all = charts().flatMap(chart => manifestsOf(chart) as JsonObject[]).reverse();
  return new Map(all.map(object => [String(object.kind), object] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}
