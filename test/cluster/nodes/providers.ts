import { SimulatedNode } from './simulated-node';

/*
 * Nodes as the providers make them: labels, taints and devices from the documentation of each, which is named beside them, and
 * never from the library's own constants. They are what the library's cluster dialects are measured by. Each page was read for this,
 * in November 2026; what could be found on none is marked as unverified.
 */

/** Nodes of one kind: what the documentation says of them. */
export interface Pool {
  readonly name: string;
  readonly nodes: readonly SimulatedNode[];
}

type Taints = SimulatedNode['taints'];
type Amounts = SimulatedNode['resources'];

/** CPU and memory of machines that carry one, four or eight devices, about as the providers rent them out. */
const MACHINE: { readonly [devices: number]: Amounts } = {
  0: { cpu: '16', memory: '64Gi' },
  1: { cpu: '16', memory: '64Gi' },
  8: { cpu: '208', memory: '1872Gi' },
};

interface PoolOptions {
  readonly nodes?: number;
  readonly labels: { readonly [key: string]: string };
  readonly taints?: Taints;
  readonly devices?: Amounts;
}

function pool(name: string, { nodes = 1, labels, taints, devices = {} }: PoolOptions): Pool {
  const machine = MACHINE[Object.values(devices).includes('8') ? 8 : Object.keys(devices).length === 0 ? 0 : 1]!;
  return {
    name,
    nodes: Array.from({ length: nodes }, (_, index) => ({ name: `${name}-${index}`, labels, taints, resources: { ...machine, ...devices } })),
  };
}

const NVIDIA_8 = { 'nvidia.com/gpu': '8' };

/**
 * Google Kubernetes Engine labels each GPU node with its accelerator, and taints it when the cluster already has nodes without GPUs.
 *
 * All of it is on https://docs.cloud.google.com/kubernetes-engine/docs/how-to/gpus:
 * - taint `nvidia.com/gpu=present:NoSchedule`: "Taint a GPU node pool to avoid scheduling it inappropriately"
 * - label `cloud.google.com/gke-accelerator`: "Consuming multiple GPU types"
 * - its values, the accelerator types: "Create a GPU node pool"
 *
 * The taint stands in https://github.com/GoogleCloudPlatform/cluster-toolkit/blob/main/modules/compute/gke-node-pool/README.md too, and each
 * value but that of the T4 as a node selector in https://github.com/GoogleCloudPlatform/kubernetes-engine-samples.
 */
export const GKE: readonly Pool[] = [
  gke('gke-l4', 'nvidia-l4', { 'nvidia.com/gpu': '1' }, 2),
  gke('gke-h100', 'nvidia-h100-80gb', NVIDIA_8),
  gke('gke-t4', 'nvidia-tesla-t4', { 'nvidia.com/gpu': '1' }),
  gke('gke-a100-40', 'nvidia-tesla-a100', { 'nvidia.com/gpu': '1' }),
  gke('gke-a100-80', 'nvidia-a100-80gb', { 'nvidia.com/gpu': '1' }),
  gke('gke-h200', 'nvidia-h200-141gb', NVIDIA_8),
  gke('gke-b200', 'nvidia-b200', NVIDIA_8),
  pool('gke-cpu', { labels: { 'cloud.google.com/gke-nodepool': 'gke-cpu' } }),
];

function gke(name: string, accelerator: string, devices: Amounts, nodes?: number): Pool {
  const labels = { 'cloud.google.com/gke-nodepool': name, 'cloud.google.com/gke-accelerator': accelerator };
  return pool(name, { nodes, labels, taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }], devices });
}

/**
 * Amazon EKS with Karpenter labels each GPU node with the name that EC2 has for its GPU, and taints it as its NodePool says.
 *
 * - labels `karpenter.k8s.aws/instance-gpu-…`: https://karpenter.sh/docs/concepts/scheduling/#well-known-labels
 * - their values, by instance type: https://karpenter.sh/docs/reference/instance-types/
 * - taint `nvidia.com/gpu=true:NoSchedule`: https://karpenter.sh/docs/concepts/nodepools/#isolating-expensive-hardware
 *
 * The pages are made from website/content/en/docs of https://github.com/aws/karpenter-provider-aws.
 */
export const EKS: readonly Pool[] = [
  eks('eks-l4', 'g6.4xlarge', 'l4', '1', 2),
  eks('eks-h100', 'p5.48xlarge', 'h100', '8'),
  eks('eks-t4', 'g4dn.4xlarge', 't4', '1'),
  eks('eks-a10g', 'g5.4xlarge', 'a10g', '1'),
  eks('eks-l40s', 'g6e.4xlarge', 'l40s', '1'),
  eks('eks-a100-40', 'p4d.24xlarge', 'a100', '8', 1, '40960'),
  eks('eks-a100-80', 'p4de.24xlarge', 'a100', '8', 1, '81920'),
  eks('eks-h200', 'p5en.48xlarge', 'h200', '8'),
  eks('eks-b200', 'p6-b200.48xlarge', 'b200', '8'),
  pool('eks-cpu', { labels: { 'karpenter.sh/nodepool': 'eks-cpu', 'node.kubernetes.io/instance-type': 'm7i.4xlarge' } }),
];

function eks(name: string, instanceType: string, gpuName: string, count: string, nodes?: number, memory?: string): Pool {
  const labels = {
    'karpenter.sh/nodepool': name,
    'node.kubernetes.io/instance-type': instanceType,
    'karpenter.k8s.aws/instance-gpu-manufacturer': 'nvidia',
    'karpenter.k8s.aws/instance-gpu-name': gpuName,
    'karpenter.k8s.aws/instance-gpu-count': count,
    ...memory !== undefined && { 'karpenter.k8s.aws/instance-gpu-memory': memory },
  };
  return pool(name, { nodes, labels, taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }], devices: { 'nvidia.com/gpu': count } });
}

/**
 * Azure Kubernetes Service labels GPU nodes by the vendor only, so that a cluster has one kind of them, or labels of its own; its
 * documentation makes the node pool with the taint `sku=gpu:NoSchedule`.
 *
 * - taint: https://learn.microsoft.com/azure/aks/use-nvidia-gpu, https://learn.microsoft.com/azure/aks/use-node-taints
 * - labels `kubernetes.azure.com/accelerator` and `…/agentpool`: https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels
 *
 * The pages are made from articles/aks of https://github.com/MicrosoftDocs/azure-aks-docs.
 */
export const AKS: readonly Pool[] = [
  pool('aks-h100', {
    labels: { 'kubernetes.azure.com/agentpool': 'h100', 'kubernetes.azure.com/accelerator': 'nvidia', 'node.kubernetes.io/instance-type': 'Standard_ND96isr_H100_v5' },
    taints: [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }],
    devices: NVIDIA_8,
  }),
  pool('aks-cpu', { labels: { 'kubernetes.azure.com/agentpool': 'cpu', 'node.kubernetes.io/instance-type': 'Standard_D16s_v5' } }),
];

/**
 * Any cluster with NVIDIA's device plugin and GPU feature discovery, which labels nodes with the product as the driver names it; the
 * taint is the resource's key, without a value, as the device plugin's own DaemonSet tolerates it.
 *
 * - labels `nvidia.com/gpu.product` and others: https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md
 * - taint, and the resources of MIG slices (`mixed`): https://github.com/NVIDIA/k8s-device-plugin
 */
export const GPU_FEATURE_DISCOVERY: readonly Pool[] = [
  gfd('gfd-l4', 'NVIDIA-L4', { 'nvidia.com/gpu': '1' }, 2),
  gfd('gfd-h100', 'NVIDIA-H100-80GB-HBM3', NVIDIA_8),
  gfd('gfd-t4', 'Tesla-T4', { 'nvidia.com/gpu': '1' }),
  gfd('gfd-a100-40', 'NVIDIA-A100-SXM4-40GB', NVIDIA_8),
  gfd('gfd-a100-80', 'NVIDIA-A100-SXM4-80GB', NVIDIA_8),
  gfd('gfd-h100-mig', 'NVIDIA-H100-80GB-HBM3', { 'nvidia.com/mig-1g.10gb': '7' }),
  pool('gfd-cpu', { labels: {} }),
];

function gfd(name: string, product: string, devices: Amounts, nodes?: number): Pool {
  const labels = { 'nvidia.com/gpu.present': 'true', 'nvidia.com/gpu.product': product };
  return pool(name, { nodes, labels, taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }], devices });
}

/**
 * Devices of other vendors, which only their resources tell apart; tainted with the resource's key.
 *
 * - resource `amd.com/gpu`: https://github.com/ROCm/k8s-device-plugin; taint: https://github.com/kubeai-project/kubeai/blob/main/charts/kubeai/values.yaml
 * - resource `habana.ai/gaudi`: https://docs.habana.ai/en/latest/Installation_Guide/Additional_Installation/Kubernetes_Installation/;
 *   its taint is unverified: no page was found that sets one
 */
export const OTHER_VENDORS: readonly Pool[] = [
  pool('amd-mi300x', { labels: {}, taints: [{ key: 'amd.com/gpu', effect: 'NoSchedule' }], devices: { 'amd.com/gpu': '8' } }),
  pool('gaudi', { labels: {}, taints: [{ key: 'habana.ai/gaudi', effect: 'NoSchedule' }], devices: { 'habana.ai/gaudi': '8' } }),
  pool('other-cpu', { labels: {} }),
];
