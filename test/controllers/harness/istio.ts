import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { OwnCluster } from './own-cluster';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { KubeObject } from '../../cluster/harness/api-client';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { LOOPBACK } from '../../cluster/harness/ports';
import { eventually } from '../../cluster/workloads/eventually';
import { ask } from '../pods/ask';
import { HostedPod, RunningPod } from '../pods/pod-host';
import { ensureEnvoy } from '../programs/envoy';
import { ISTIO } from '../programs/programs';

/** The CRDs of Gateway API and those of Istio. */
export const ISTIO_CRDS: readonly ModuleCrds[] = [
  { module: 'sigs.k8s.io/gateway-api', version: '1.6.3', file: 'config/crd/standard' },
  { module: ISTIO.module, version: ISTIO.version, file: 'manifests/charts/base/files/crd-all.gen.yaml' },
];

const NAMESPACE = 'istio-system';

const PROGRAM = 'pilot-discovery';

/** Where proxies ask for their configuration, in plain text. */
const XDS = 15_010;

/** Where a proxy says that it has all of it. */
const ADMIN = 15_000;

/** Without what only the Envoy of Istio has, of which ours is a stock one, and without certificates, which an agent would bring to the proxy. */
const ENVIRONMENT = {
  ENABLE_GATEWAY_API_INFERENCE_EXTENSION: 'true',
  PILOT_ENABLE_ALPN_FILTER: 'false',
  PILOT_ENABLE_METADATA_EXCHANGE: 'false',
  INJECT_ENABLED: 'false',
  POD_NAMESPACE: NAMESPACE,
  POD_NAME: 'istiod',
};

/** Starts Istio's control plane, with its class `istio`. */
export async function startIstio(cluster: OwnCluster): Promise<void> {
  const { plane } = cluster;
  const program = (await ensureGoPrograms(ISTIO, [PROGRAM]))[PROGRAM]!;
  for (const crds of ISTIO_CRDS) await installModuleCrds(plane, crds);
  await cluster.namespace(NAMESPACE);
  const mesh = join(plane.folder, 'mesh.yaml');
  writeFileSync(mesh, stringify({ enableAutoMtls: false, rootNamespace: NAMESPACE }));
  const args = ['discovery', '--kubeconfig', plane.kubeconfigFile, '--meshConfig', mesh, `--grpcAddr=:${XDS}`];
  plane.run('istiod', program, args, ENVIRONMENT);
  await eventually(() => plane.api.send('GET', '/apis/gateway.networking.k8s.io/v1/gatewayclasses/istio'), ({ status }) => status === 200);
}

/** A Gateway of a platform team, and the proxy that it is made of: Istio takes one that is there, by the name of its Service. */
export function gatewayObjects(name: string, namespace: string, port: number): KubeObject[] {
  const labels = { 'gateway.networking.k8s.io/gateway-name': name }; // by which Istio finds the pools of its Gateway
  const containers = [{ name: 'istio-proxy', image: 'registry.example.com/proxy:1.0.0', ports: [{ name: 'http', containerPort: port }] }];
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: port }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name },
      spec: {
        gatewayClassName: 'istio',
        addresses: [{ type: 'Hostname', value: `${name}.${namespace}.svc.cluster.local` }],
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      },
    },
  ];
}

/** Whether a Pod is a proxy of Istio. */
export function isIstioProxy({ spec }: HostedPod): boolean {
  return spec.containers.some(({ name }) => name === 'istio-proxy');
}

/** Runs a real Envoy that is told what to do by Istio, without the agent that would stand beside it. */
export async function startIstioProxy({ plane }: OwnCluster, pod: HostedPod, address: string): Promise<RunningPod> {
  const { name } = pod.metadata;
  const bootstrap = join(plane.folder, `${name}.yaml`);
  writeFileSync(bootstrap, stringify(bootstrapOf(pod, address)));
  const envoy = plane.run(name, await ensureEnvoy(), ['--concurrency', '1', '--config-path', bootstrap]);
  await eventually(() => ask(`http://${address}:${ADMIN}/ready`), ({ status }) => {
    if (!envoy.alive) throw new Error(`${name} ended by itself:\n${envoy.logTail()}`);
    return status === 200;
  });
  return { stop: () => plane.end(envoy) };
}

function bootstrapOf({ metadata: { name, namespace, labels } }: HostedPod, address: string): object {
  const endpoint = { endpoint: { address: socketOf(LOOPBACK, XDS) } };
  const ads = { ads: {}, resource_api_version: 'V3' };
  return {
    node: {
      id: `router~${address}~${name}.${namespace}~${namespace}.svc.cluster.local`,
      cluster: `${name}.${namespace}`,
      metadata: { NAMESPACE: namespace, LABELS: labels, CLUSTER_ID: 'Kubernetes', INSTANCE_IPS: address },
    },
    admin: { address: socketOf(address, ADMIN) },
    dynamic_resources: {
      cds_config: ads,
      lds_config: ads,
      ads_config: { api_type: 'GRPC', transport_api_version: 'V3', grpc_services: [{ envoy_grpc: { cluster_name: 'xds' } }] },
    },
    static_resources: {
      clusters: [{
        name: 'xds',
        type: 'STATIC',
        load_assignment: { cluster_name: 'xds', endpoints: [{ lb_endpoints: [endpoint] }] },
        typed_extension_protocol_options: {
          'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
            '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
            'explicit_http_config': { http2_protocol_options: {} },
          },
        },
      }],
    },
  };
}

function socketOf(address: string, port: number): object {
  return { socket_address: { address, port_value: port } };
}
