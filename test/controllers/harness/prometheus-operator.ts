import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { MONITORING_CRDS, OwnCluster } from './own-cluster';
import { PROMETHEUS_URL, runPrometheus } from './prometheus';
import { mountData } from './secrets';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { KubeObject } from '../../cluster/harness/api-client';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { ask } from '../pods/ask';
import { PROMETHEUS_OPERATOR } from '../programs/programs';

/** The CRDs that the operator wants besides those of every cluster. */
export const OPERATOR_CRDS: readonly ModuleCrds[] = ['prometheuses', 'servicemonitors', 'probes'].map((kind) => ({
  ...MONITORING_CRDS[0]!, file: `example/prometheus-operator-crd/monitoring.coreos.com_${kind}.yaml`,
}));

const PROGRAM = 'prometheus-operator';

/** Where the Pods of the operator have the rules, each ConfigMap in a folder of its name. */
const RULES_PATH = '/etc/prometheus/rules';

/** Starts the operator of Prometheus. */
export async function startPrometheusOperator({ plane }: OwnCluster): Promise<void> {
  const program = (await ensureGoPrograms(PROMETHEUS_OPERATOR, [PROGRAM]))[PROGRAM]!;
  for (const crds of OPERATOR_CRDS) await installModuleCrds(plane, crds);
  plane.run(PROGRAM, program, ['--web.listen-address=:18085'], { KUBECONFIG: plane.kubeconfigFile });
}

/** What a Prometheus selects, by labels, in every namespace. */
export interface Selected {
  readonly monitors: { readonly [label: string]: string };
  readonly rules: { readonly [label: string]: string };
}

/** A Prometheus for the operator. It has no Pods: `startConfigured` runs it, which is no Pod and so is told where the API server is. */
export function prometheusOf({ plane }: OwnCluster, name: string, { monitors, rules }: Selected): KubeObject {
  const { clusters, users } = parse(readFileSync(plane.kubeconfigFile, 'utf8')) as Kubeconfig;
  const token = join(plane.folder, `${name}.token`);
  writeFileSync(token, users[0]!.user.token, { mode: 0o600 });
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name },
    spec: {
      replicas: 0,
      evaluationInterval: '1s',
      serviceDiscoveryRole: 'EndpointSlice',
      apiserverConfig: { host: clusters[0]!.cluster.server, authorization: { credentialsFile: token }, tlsConfig: { insecureSkipVerify: true } },
      podMonitorSelector: { matchLabels: monitors },
      podMonitorNamespaceSelector: {},
      serviceMonitorSelector: { matchLabels: monitors },
      serviceMonitorNamespaceSelector: {},
      ruleSelector: { matchLabels: rules },
      ruleNamespaceSelector: {},
    },
  };
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

/** A job of a configuration, as far as it is read here. */
export interface ScrapeJob {
  readonly job_name: string;
  readonly metrics_path: string;
  readonly relabel_configs: readonly { readonly action?: string; readonly source_labels?: readonly string[]; readonly regex?: string }[];
}

/** What the operator has written for a Prometheus. */
export interface WrittenConfiguration {
  /** As Prometheus reads it. */
  readonly text: string;
  readonly jobs: readonly ScrapeJob[];
  /** Names of the files with rules. */
  readonly rules: readonly string[];
}

/** What the operator has written so far for a Prometheus; undefined before it has. */
export async function writtenFor({ plane }: OwnCluster, namespace: string, name: string): Promise<WrittenConfiguration | undefined> {
  const secret = (await plane.api.send('GET', `/api/v1/namespaces/${namespace}/secrets/prometheus-${name}`)).body as { readonly data?: Record<string, string> };
  const zipped = secret.data?.['prometheus.yaml.gz'];
  const files = await plane.api.send('GET', `/api/v1/namespaces/${namespace}/configmaps/prometheus-${name}-rulefiles-0`);
  if (zipped === undefined || files.status !== 200) return undefined;
  const text = gunzipSync(Buffer.from(zipped, 'base64')).toString('utf8');
  const { scrape_configs: jobs } = parse(text) as { readonly scrape_configs: readonly ScrapeJob[] | null };
  return { text, jobs: jobs ?? [], rules: Object.keys((files.body as { readonly data?: object }).data ?? {}) };
}

/** Runs a real Prometheus with what the operator has written for it, in which its config-reloader would set the variables of the Pod. */
export async function startConfigured(cluster: OwnCluster, namespace: string, name: string): Promise<void> {
  const { text } = (await writtenFor(cluster, namespace, name))!;
  const rules = join(cluster.plane.folder, `${name}-rules`);
  mkdirSync(rules);
  await mountData(cluster.plane, 'configmaps', namespace, `prometheus-${name}-rulefiles-0`, join(rules, `prometheus-${name}-rulefiles-0`));
  const variables: Readonly<Record<string, string>> = { POD_NAME: name, SHARD: '0' };
  await runPrometheus(cluster, text.replaceAll(RULES_PATH, rules).replace(/\$\((\w+)\)/g, (written, variable: string) => variables[variable] ?? written));
}

/** A target, as Prometheus shows it. */
export interface Target { readonly health: string; readonly labels: { readonly [label: string]: string } }

/** What the Prometheus of the cluster scrapes. */
export async function scrapedTargets(): Promise<readonly Target[]> {
  return (await asked<{ readonly activeTargets: readonly Target[] }>('targets?state=active')).activeTargets;
}

/** A rule, as Prometheus shows it. */
export interface Rule { readonly name: string; readonly health: string; readonly lastError?: string }

/** The rules that the Prometheus of the cluster looks after. */
export async function evaluatedRules(): Promise<readonly Rule[]> {
  return (await asked<{ readonly groups: readonly { readonly rules: readonly Rule[] }[] }>('rules')).groups.flatMap((group) => group.rules);
}

async function asked<T>(what: string): Promise<T> {
  const { status, body } = await ask<{ readonly data: T }>(`${PROMETHEUS_URL}/api/v1/${what}`);
  if (status !== 200) throw new Error(`Prometheus answers ${status} to ${what}`);
  return body!.data;
}
