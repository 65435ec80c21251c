import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { OwnCluster } from './own-cluster';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { KubeObject } from '../../cluster/harness/api-client';
import { eventually } from '../../cluster/workloads/eventually';
import { PROMETHEUS, PROMETHEUS_ADAPTER } from '../programs/programs';

/** A PodMonitor, as far as it is read here. */
export interface PodMonitor extends KubeObject {
  readonly spec: {
    readonly selector: { readonly matchLabels?: { readonly [label: string]: string } };
    readonly podMetricsEndpoints: readonly { readonly port?: string; readonly path?: string }[];
  };
}

/** What Prometheus scrapes. */
export interface Scrapes {
  /** Pods, as the operator of Prometheus scrapes them for these. */
  readonly podMonitors?: readonly { readonly namespace: string; readonly monitor: PodMonitor }[];
  /** Addresses with a port, by the name of their job. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** Where every program of the cluster reaches it. */
export const PROMETHEUS_URL = 'http://prometheus.monitoring.svc:9090';

/** Starts a real Prometheus that scrapes once a second. */
export async function startPrometheus(cluster: OwnCluster, { podMonitors = [], addresses = {} }: Scrapes): Promise<void> {
  const pods = podMonitors.flatMap(({ namespace, monitor }) => monitor.spec.podMetricsEndpoints.map((endpoint, index) => (
    podScrape(cluster.plane.kubeconfigFile, namespace, monitor, endpoint, index)
  )));
  const others = Object.entries(addresses).map(([job, address]) => ({ job_name: job, static_configs: [{ targets: [address] }] }));
  await runPrometheus(cluster, stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: [...pods, ...others] }));
}

/** Runs Prometheus with the text of a configuration. */
export async function runPrometheus(cluster: OwnCluster, config: string): Promise<void> {
  const { folder } = cluster.plane;
  writeFileSync(join(folder, 'prometheus.yaml'), config);
  await cluster.place({ namespace: 'monitoring', service: 'prometheus', ports: { http: { port: 9090, target: 19_092 } } });
  const { prometheus } = await ensureGoPrograms(PROMETHEUS, ['prometheus']);
  cluster.plane.run('prometheus', prometheus!, [
    `--config.file=${join(folder, 'prometheus.yaml')}`, `--storage.tsdb.path=${join(folder, 'prometheus')}`, '--web.listen-address=0.0.0.0:19092',
  ]);
}

/** The scrape configuration that prometheus-operator makes of a PodMonitor, with the labels that it gives every series. */
function podScrape(kubeconfig: string, namespace: string, monitor: PodMonitor, endpoint: PodMonitor['spec']['podMetricsEndpoints'][number], index: number): object {
  const meta = (name: string) => `__meta_kubernetes_${name}`;
  const keep = (source: string, regex: string) => ({ action: 'keep', source_labels: [source], regex });
  const label = (target: string, source: string) => ({ source_labels: [source], target_label: target });
  return {
    job_name: `podMonitor/${namespace}/${monitor.metadata!.name}/${index}`,
    metrics_path: endpoint.path ?? '/metrics',
    kubernetes_sd_configs: [{ role: 'pod', kubeconfig_file: kubeconfig, namespaces: { names: [namespace] } }],
    relabel_configs: [
      { action: 'drop', source_labels: [meta('pod_phase')], regex: '(Failed|Succeeded)' },
      ...Object.entries(monitor.spec.selector.matchLabels ?? {}).map(([name, value]) => keep(meta(`pod_label_${name.replace(/[^a-zA-Z0-9_]/g, '_')}`), value)),
      keep(meta('pod_container_port_name'), endpoint.port!),
      label('namespace', meta('namespace')),
      label('container', meta('pod_container_name')),
      label('pod', meta('pod_name')),
    ],
  };
}

/** Starts prometheus-adapter with rules, as its ConfigMap has them, and waits until the API server serves the metrics of its groups. */
export async function startPrometheusAdapter(cluster: OwnCluster, rules: string): Promise<void> {
  const { folder, kubeconfigFile } = cluster.plane;
  const groups = [/^rules:/m.test(rules) ? 'custom.metrics.k8s.io' : undefined, /^externalRules:/m.test(rules) ? 'external.metrics.k8s.io' : undefined];
  writeFileSync(join(folder, 'adapter.yaml'), rules);
  await cluster.place({ namespace: 'monitoring', service: 'prometheus-adapter', ports: { https: { port: 443, target: 6443 } } });
  const program = (await ensureGoPrograms(PROMETHEUS_ADAPTER, ['prometheus-adapter']))['prometheus-adapter']!;
  cluster.plane.run('prometheus-adapter', program, [
    ...['lister-kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map((flag) => `--${flag}=${kubeconfigFile}`),
    `--prometheus-url=${PROMETHEUS_URL}`, `--config=${join(folder, 'adapter.yaml')}`, `--cert-dir=${join(folder, 'adapter')}`, '--secure-port=6443',
    '--metrics-relist-interval=2s', '--metrics-max-age=10s',
  ]);
  for (const group of groups) if (group !== undefined) await serveGroup(cluster, group, { namespace: 'monitoring', name: 'prometheus-adapter' });
}

/** Lets a Service serve a group of the API, and waits until it does. */
export async function serveGroup(cluster: OwnCluster, group: string, service: { readonly namespace: string; readonly name: string }): Promise<void> {
  const { api } = cluster.plane;
  await api.must('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
    metadata: { name: `v1beta1.${group}` },
    spec: { group, version: 'v1beta1', service, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true },
  });
  await eventually(() => api.send('GET', `/apis/${group}/v1beta1`), ({ status }) => status === 200);
}
