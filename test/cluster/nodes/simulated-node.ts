import { KubeObject } from '../harness/api-client';
import { ControlPlane } from '../harness/control-plane';
import { eventually } from '../workloads/eventually';

/** A node that kwok simulates: what a provider gives it, and what fits on it. */
export interface SimulatedNode {
  readonly name: string;
  /** Labels besides `kubernetes.io/hostname`. */
  readonly labels?: { readonly [key: string]: string };
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** CPU, memory and devices; Pods and disk are plenty. */
  readonly resources: { readonly [name: string]: string };
}

/** The taint that Kubernetes gives each new node, until it is ready: a Pod would be judged by it. */
const NOT_READY = 'node.kubernetes.io/not-ready';

/** Adds simulated nodes to a control plane that runs kwok, and waits until Pods can go there. */
export async function addNodes(cluster: ControlPlane, ...nodes: readonly SimulatedNode[]): Promise<void> {
  for (const node of nodes) await cluster.api.must('POST', '/api/v1/nodes', nodeObject(node));
  type Node = KubeObject & { readonly spec: { readonly taints?: SimulatedNode['taints'] } };
  await eventually(
    async () => (await cluster.api.must('GET', '/api/v1/nodes')).body.items as Node[],
    (found) => found.every(({ spec }) => !(spec.taints ?? []).some(({ key }) => key === NOT_READY)),
  );
}

/** Takes simulated nodes away; no Pod may be left on them. */
export async function removeNodes(cluster: ControlPlane, ...nodes: readonly SimulatedNode[]): Promise<void> {
  for (const { name } of nodes) await cluster.api.must('DELETE', `/api/v1/nodes/${name}`);
}

function nodeObject({ name, labels, taints, resources }: SimulatedNode): KubeObject {
  const amounts = { 'pods': '110', 'ephemeral-storage': '1Ti', ...resources };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels },
      annotations: { 'kwok.x-k8s.io/node': 'fake' }, // kwok simulates the nodes with this annotation
    },
    spec: { taints },
    status: { allocatable: amounts, capacity: amounts },
  };
}
