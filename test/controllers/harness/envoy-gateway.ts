import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { OwnCluster } from './own-cluster';
import { mountData } from './secrets';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { ControlPlane } from '../../cluster/harness/control-plane';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { LOOPBACK } from '../../cluster/harness/ports';
import { eventually } from '../../cluster/workloads/eventually';
import { ask } from '../pods/ask';
import { withVolumes } from '../pods/container';
import { Container, HostedPod, RunningPod } from '../pods/pod-host';
import { ensureEnvoy } from '../programs/envoy';
import { ENVOY_GATEWAY } from '../programs/programs';

/** The CRDs of Gateway API and those of Envoy Gateway. */
export const GATEWAY_CRDS: readonly ModuleCrds[] = [
  { module: 'sigs.k8s.io/gateway-api', version: '1.6.3', file: 'config/crd/standard' },
  { module: ENVOY_GATEWAY.module, version: ENVOY_GATEWAY.version, file: 'charts/gateway-crds-helm/templates/generated' },
];

/** Where Envoy Gateway and the proxies that it makes are. */
const NAMESPACE = 'envoy-gateway-system';

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';

/** Without the ports that its proxy has too: here both are on one machine. */
const CONFIGURATION = {
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'EnvoyGateway',
  gateway: { controllerName: CONTROLLER },
  admin: { address: { host: LOOPBACK, port: 18_003 } },
  telemetry: { metrics: { prometheus: { disable: true } } },
  provider: { type: 'Kubernetes', kubernetes: { topologyInjector: { disable: true } } },
};

/** Starts Envoy Gateway, with its class `envoy`. */
export async function startEnvoyGateway(cluster: OwnCluster): Promise<void> {
  const { plane } = cluster;
  const program = (await ensureGoPrograms(ENVOY_GATEWAY, ['envoy-gateway']))['envoy-gateway']!;
  for (const crds of GATEWAY_CRDS) await installModuleCrds(plane, crds);
  await cluster.place({ namespace: NAMESPACE, service: 'envoy-gateway', ports: { grpc: { port: 18_000, target: 18_000 }, wasm: { port: 18_002, target: 18_002 } } });
  const env = { KUBECONFIG: plane.kubeconfigFile, ENVOY_GATEWAY_NAMESPACE: NAMESPACE };
  execFileSync(program, ['certgen', '--disable-topology-injector'], { env: { ...process.env, ...env }, stdio: 'pipe' });
  const [certs, config] = [join(plane.folder, 'envoy-gateway-certs'), join(plane.folder, 'envoy-gateway.yaml')];
  await mountData(plane, 'secrets', NAMESPACE, 'envoy-gateway', certs);
  writeFileSync(config, stringify(CONFIGURATION));
  const command = withVolumes(program, ['server', '--config-path', config], { '/certs': certs });
  plane.run('envoy-gateway', command.program, command.args, env);
  await plane.api.must('POST', '/apis/gateway.networking.k8s.io/v1/gatewayclasses', {
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'envoy' }, spec: { controllerName: CONTROLLER },
  });
}

/** Whether a Pod is one of the proxies that Envoy Gateway makes. */
export function isEnvoy({ spec }: HostedPod): boolean {
  return spec.containers.some(({ name }) => name === 'envoy');
}

/** Runs a real Envoy as the Pod of Envoy Gateway has it, with its arguments and its volumes. */
export async function startEnvoy(plane: ControlPlane, pod: HostedPod, address: string): Promise<RunningPod> {
  const container = pod.spec.containers.find(({ name }) => name === 'envoy')!;
  const { name, namespace } = pod.metadata;
  const volumes = { '/certs': join(plane.folder, `${name}-certs`), '/sds': join(plane.folder, `${name}-sds`) };
  await mountData(plane, 'secrets', namespace, 'envoy', volumes['/certs']);
  await mountData(plane, 'configmaps', namespace, sdsOf(pod), volumes['/sds']);
  const command = withVolumes(await ensureEnvoy(), ['--concurrency', '1', ...argumentsOf(container, pod)], volumes);
  const envoy = plane.run(name, command.program, command.args);
  await eventually(() => ask(`http://${address}:19003/ready`), ({ status }) => {
    if (!envoy.alive) throw new Error(`${name} ended by itself:\n${envoy.logTail()}`);
    return status === 200;
  });
  return { stop: () => envoy.stop() };
}

/** The name of the ConfigMap that the proxy reads its certificates' paths from. */
function sdsOf({ spec }: HostedPod): string {
  const volumes = spec.volumes as readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
  return volumes.find(({ name }) => name === 'sds')!.configMap!.name;
}

/** The arguments of a container, with its variables in their places, as a kubelet does it. */
function argumentsOf({ args = [], env = [] }: Container, { metadata }: HostedPod): string[] {
  const known: Record<string, string> = { ENVOY_POD_NAME: metadata.name, ENVOY_POD_NAMESPACE: metadata.namespace };
  for (const { name, value } of env) if (value !== undefined) known[name] = value;
  return args.map((arg) => arg.replace(/\$\((\w+)\)/g, (text, name: string) => known[name] ?? text));
}
