import { EKS, GKE, GPU_FEATURE_DISCOVERY } from '../../test/cluster/nodes/providers';
import { SimulatedNode } from '../../test/cluster/nodes/simulated-node';

/*
 * The nodes of the playground: an L4 pool, an 8 × H100 pool and a CPU pool. They carry the labels of several providers at once, which
 * no node of a real cluster does, so that a model finds its accelerator whatever its cluster dialect is.
 */

const TAINTS = [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }];

/** Every node of the playground. */
export const PLAYGROUND_NODES: readonly SimulatedNode[] = [
  ...[0, 1, 2, 3].map(index => gpuNode(`l4-${index}`, 'l4', { 'cpu': '16', 'memory': '64Gi', 'nvidia.com/gpu': '1' })),
  ...[0, 1].map(index => gpuNode(`h100-${index}`, 'h100', { 'cpu': '208', 'memory': '1872Gi', 'nvidia.com/gpu': '8' })),
  ...[0, 1].map((index): SimulatedNode => ({ name: `cpu-${index}`, labels: zoneOf(index), resources: { cpu: '32', memory: '128Gi' } })),
];

function gpuNode(name: string, kind: string, resources: SimulatedNode['resources']): SimulatedNode {
  const pools = [GKE, EKS, GPU_FEATURE_DISCOVERY].flatMap(provider => provider.filter(pool => pool.name.endsWith(`-${kind}`)));
  const labels = pools.map(pool => pool.nodes[0]!.labels);
  return { name, labels: Object.assign({}, ...labels, zoneOf(Number(name.slice(-1)))) as SimulatedNode['labels'], taints: TAINTS, resources };
}

function zoneOf(index: number): { readonly [label: string]: string } {
  return { 'topology.kubernetes.io/zone': `zone-${'ab'[index % 2]}` };
}
