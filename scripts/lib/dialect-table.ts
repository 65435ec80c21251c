import { App, Chart, Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, ModelRuntime, ModelSource, RuntimeProfile, VllmEngine } from '../../src';

/** The part of a Pod that a dialect has a say in. */
interface PodSpec {
  readonly nodeSelector?: { readonly [label: string]: string };
  readonly tolerations?: readonly { readonly key: string; readonly value?: string }[];
  readonly securityContext: { readonly runAsUser?: number; readonly runAsGroup?: number; readonly fsGroup?: number };
}

/** What each kind of cluster changes in the Pods of one model, read from what is rendered: rows of a table, those of no dialect first. */
export function dialectRows(): string[][] {
  const named = Object.entries(ClusterDialect).filter((entry): entry is [string, ClusterDialect] => entry[1] instanceof ClusterDialect);
  return [rowOf('none', undefined), ...named.map(([name, dialect]) => rowOf(`\`ClusterDialect.${name}\``, dialect))];
}

function rowOf(name: string, cluster: ClusterDialect | undefined): string[] {
  const { nodeSelector = {}, tolerations = [], securityContext: { runAsUser, runAsGroup, fsGroup } } = podOn(cluster);
  const labels = Object.entries(nodeSelector).map(([key, value]) => `\`${key}: ${value}\``);
  const taints = tolerations.map(({ key, value }) => `\`${value === undefined ? key : `${key}=${value}`}\``);
  const assigned = 'of the namespace';
  return [name, labels.join(', ') || '–', taints.join(', '), String(runAsUser ?? assigned), String(runAsGroup), String(fsGroup ?? assigned)];
}

function podOn(cluster: ClusterDialect | undefined): PodSpec {
  const chart = new Chart(new App(), 'chart');
  const profile = new RuntimeProfile(chart, 'l4', {
    engine: new VllmEngine({ version: '0.32.0' }),
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
    cluster,
  });
  const { deployment } = new ModelRuntime(chart, 'llama-7b', { source: ModelSource.pvc('weights'), profile, replicas: 2 });
  return (deployment.toJson() as { spec: { template: { spec: PodSpec } } }).spec.template.spec;
}
