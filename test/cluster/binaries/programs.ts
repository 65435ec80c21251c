import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGoPrograms, GoProgram, missingOf } from './go-build';
import { ETCD, KWOK, NEWEST_KUBERNETES } from './versions';

/** The programs of Kubernetes that suites can ask for. */
export type KubernetesProgram = 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubectl';

const KUBERNETES_PROGRAMS: readonly KubernetesProgram[] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'];

const ETCD_PROGRAM: GoProgram = { name: 'etcd', module: 'go.etcd.io/etcd/server/v3', version: ETCD, packages: { etcd: 'go.etcd.io/etcd/server/v3' } };

/** Path of etcd: from KUBEBUILDER_ASSETS if it is set, else built. */
export async function etcdProgram(): Promise<string> {
  return asset('etcd') ?? (await ensureGoPrograms(ETCD_PROGRAM, ['etcd'])).etcd!;
}

/** What an API server of the newest version needs and has to be built first; empty when one can be started at once. */
export function missingForApiServer(): string[] {
  return [
    ...asset('etcd') === undefined ? missingOf(ETCD_PROGRAM, ['etcd']) : [],
    ...asset('kube-apiserver') === undefined ? missingOf(kubernetes(NEWEST_KUBERNETES), ['kube-apiserver']) : [],
  ];
}

/** Path of kwok, the simulator of nodes. */
export async function kwokProgram(): Promise<string> {
  const module = 'sigs.k8s.io/kwok';
  return (await ensureGoPrograms({ name: 'kwok', module, version: KWOK, packages: { kwok: `${module}/cmd/kwok` } }, ['kwok'])).kwok!;
}

/**
 * Paths of programs of one Kubernetes version.
 *
 * When KUBEBUILDER_ASSETS is set, its programs stand in for the newest version, and what it lacks is built at the version of its API server.
 */
export async function kubernetesPrograms(version: string, wanted: readonly KubernetesProgram[]): Promise<Record<KubernetesProgram, string>> {
  const assetVersion = version === NEWEST_KUBERNETES ? versionOfAssets() : undefined;
  const assets = Object.fromEntries(wanted.flatMap((name) => {
    const path = assetVersion === undefined ? undefined : asset(name);
    return path === undefined ? [] : [[name, path]];
  }));
  const rest = wanted.filter((name) => assets[name] === undefined);
  return { ...await ensureGoPrograms(kubernetes(assetVersion ?? version), rest), ...assets } as Record<KubernetesProgram, string>;
}

function kubernetes(version: string): GoProgram {
  const [major, minor] = version.split('.');
  const set = (name: string, value: string | undefined) => `-X k8s.io/component-base/version.${name}=${value}`;
  return {
    name: 'kubernetes',
    module: 'k8s.io/kubernetes',
    version,
    packages: Object.fromEntries(KUBERNETES_PROGRAMS.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`])),
    staging: true,
    ldflags: [set('gitVersion', `v${version}`), set('gitMajor', major), set('gitMinor', minor)].join(' '),
  };
}

function asset(name: string): string | undefined {
  const folder = process.env.KUBEBUILDER_ASSETS;
  if (!folder) return undefined;
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}

function versionOfAssets(): string | undefined {
  const server = asset('kube-apiserver');
  if (server === undefined) return undefined;
  const { stdout } = spawnSync(server, ['--version'], { encoding: 'utf8' });
  return /v(\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1];
}
