import type { ControlPlaneOptions } from './control-plane';
import { CannotBuildError } from '../binaries/go-build';
import { etcdProgram, KubernetesProgram, kubernetesPrograms, kwokProgram } from '../binaries/programs';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../binaries/versions';

/** Name of the environment variable in which the set-up tells the suites what there is not: reasons by need, as JSON. */
const MISSING = 'CDK8S_MATRIXINFER_CLUSTER_MISSING';

/** The programs of Kubernetes that a control plane with these options is made of. */
export function programsOf({ scheduler, controllerManager }: ControlPlaneOptions): KubernetesProgram[] {
  return [
    'kube-apiserver',
    ...scheduler ? ['kube-scheduler' as const] : [],
    ...controllerManager ? ['kube-controller-manager' as const] : [],
  ];
}

/** Everything that some suite needs, and how it is had. */
function needs(): Map<string, () => Promise<unknown>> {
  const kubernetes = (version: string, programs: readonly KubernetesProgram[]) =>
    programs.map((program): [string, () => Promise<unknown>] => [`${program} ${version}`, () => kubernetesPrograms(version, [program])]);
  return new Map([
    ['etcd', etcdProgram],
    ...kubernetes(OLDEST_KUBERNETES, ['kube-apiserver']),
    ...kubernetes(NEWEST_KUBERNETES, ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl']),
    ['kwok', kwokProgram],
  ]);
}

/** Looks for everything, and tells the suites, in this process and in its children, what there is not. */
export async function findNeeds(): Promise<Record<string, string>> {
  const missing: Record<string, string> = {};
  for (const [need, have] of needs()) {
    try {
      await have();
    } catch (error) {
      if (!(error instanceof CannotBuildError)) throw error;
      missing[need] = error.message;
    }
  }
  process.env[MISSING] = JSON.stringify(missing);
  return missing;
}

/** Why a control plane with these options cannot be started here; undefined when it can. */
export function whyNot(options: ControlPlaneOptions): string | undefined {
  const missing = JSON.parse(process.env[MISSING] ?? '{}') as Record<string, string>;
  const wanted = [
    'etcd',
    ...programsOf(options).map((program) => `${program} ${options.version}`),
    ...options.kwok ? ['kwok'] : [],
    ...options.kubectl ? [`kubectl ${NEWEST_KUBERNETES}`] : [],
  ];
  return wanted.map((need) => missing[need]).find((reason) => reason !== undefined);
}
