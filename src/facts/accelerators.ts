/** The facts that are known of one kind of accelerator. */
export interface AcceleratorRow {
  readonly name: string;
  /** The extended resource of its device plugin. */
  readonly resource: string;
  /** Memory of what the device plugin counts as one device. */
  readonly mebibytes?: number;
  /** The most that one node has. */
  readonly mostPerNode?: number;
  /** Values of node labels: those of GKE, of Karpenter, and of the vendor's own labeller. */
  readonly gke?: string;
  readonly karpenter?: string;
  readonly product?: string;
  /** Cores of one device, each of which a server runs a process of its own on; 1 when not said. */
  readonly cores?: number;
  /** The CPU architecture of its nodes, where they have no other. */
  readonly architecture?: 'arm64';
  /** MIG profiles that the GPU can be divided into, without their attributes; none when it cannot. */
  readonly mig?: string;
  /** Compute dies, by which AMD divides the device into partitions. */
  readonly dies?: number;
  /** Where memory, count and cores are from. */
  readonly source: string;
}

const EC2 = 'https://karpenter.sh/docs/reference/instance-types/';
const GPUS = 'https://cloud.google.com/compute/docs/gpus';
const TPUS = 'https://cloud.google.com/kubernetes-engine/docs/concepts/plan-tpus';
const MIG = 'https://github.com/NVIDIA/mig-parted deployments/systemd/config-default.yaml';
const SMI = 'memory.total of nvidia-smi, https://docs.nvidia.com/deploy/nvidia-smi/';
const ROCM = 'https://rocm.docs.amd.com/en/latest/reference/gpu-arch-specs.html';
const GAUDI = 'https://docs.habana.ai/en/latest/Gaudi_Overview/Gaudi_Architecture.html';
const INTEL = 'https://www.intel.com/content/www/us/en/products/details/discrete-gpus.html';
const NEURON = `https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/neuron-hardware/; ${EC2}`;
const ASCEND = 'https://github.com/vllm-project/vllm-ascend docs/source/installation.md';

const gib = (count: number): number => count * 1024;

const gpu = (name: string, mebibytes: number | undefined, source: string, more: Partial<AcceleratorRow> = {}): AcceleratorRow => (
  { name: `NVIDIA ${name}`, resource: 'nvidia.com/gpu', mebibytes, mostPerNode: 8, source, ...more }
);
const amd = (name: string, gibibytes: number, more: Partial<AcceleratorRow> = {}): AcceleratorRow => (
  { name: `AMD ${name}`, resource: 'amd.com/gpu', mebibytes: gib(gibibytes), mostPerNode: 8, source: ROCM, ...more }
);
const tpu = (name: string, gibibytes: number, mostPerNode: number, gke: string, more: Partial<AcceleratorRow> = {}): AcceleratorRow => (
  { name: `Google TPU ${name}`, resource: 'google.com/tpu', mebibytes: gib(gibibytes), mostPerNode, gke, source: TPUS, ...more }
);
const neuron = (name: string, gibibytes: number, mostPerNode: number, cores: number, karpenter: string): AcceleratorRow => (
  { name: `AWS ${name}`, resource: 'aws.amazon.com/neuron', mebibytes: gib(gibibytes), mostPerNode, cores, karpenter, source: NEURON }
);

/**
 * Every accelerator that has a name here, one row each; docs/accelerators.md shows them. Memory is that which the Amazon EC2 API reports where EC2 has
 * the device; else that which the maker's tools or pages say. MIG profiles are those of mig-parted.
 */
export const ACCELERATORS: readonly AcceleratorRow[] = [
  gpu('GPU', undefined, 'https://github.com/NVIDIA/k8s-device-plugin', { mostPerNode: undefined, mig: '*' }),
  gpu('V100 16GB', 16384, GPUS, { gke: 'nvidia-tesla-v100', karpenter: 'v100', product: 'Tesla-V100-SXM2-16GB' }),
  gpu('V100 32GB', 32768, EC2, { karpenter: 'v100', product: 'Tesla-V100-SXM3-32GB' }),
  gpu('T4', 15360, EC2, { gke: 'nvidia-tesla-t4', karpenter: 't4', product: 'Tesla-T4' }),
  gpu('T4G', 15360, EC2, { mostPerNode: 2, karpenter: 't4g', product: 'NVIDIA-T4G', architecture: 'arm64' }),
  gpu('A10', 22888, 'the memory of an A10G, https://www.nvidia.com/en-us/data-center/products/a10-gpu/', { product: 'NVIDIA-A10' }),
  gpu('A10G', 22888, EC2, { karpenter: 'a10g', product: 'NVIDIA-A10G' }),
  gpu('A30', 24576, SMI, { product: 'NVIDIA-A30', mig: '1g.6gb 2g.12gb 4g.24gb' }),
  gpu('A40', 46068, SMI, { product: 'NVIDIA-A40' }),
  gpu('A100 40GB', 40960, EC2, {
    mostPerNode: 16, gke: 'nvidia-tesla-a100', karpenter: 'a100', product: 'NVIDIA-A100-SXM4-40GB', mig: '1g.5gb 1g.10gb 2g.10gb 3g.20gb 4g.20gb 7g.40gb',
  }),
  gpu('A100 80GB', 81920, EC2, {
    gke: 'nvidia-a100-80gb', karpenter: 'a100', product: 'NVIDIA-A100-SXM4-80GB', mig: '1g.10gb 1g.20gb 2g.20gb 3g.40gb 4g.40gb 7g.80gb',
  }),
  gpu('L4', 22888, EC2, { gke: 'nvidia-l4', karpenter: 'l4', product: 'NVIDIA-L4' }),
  gpu('L40', 46068, SMI, { product: 'NVIDIA-L40' }),
  gpu('L40S', 45776, EC2, { karpenter: 'l40s', product: 'NVIDIA-L40S' }),
  gpu('RTX A6000', 49140, SMI, { product: 'NVIDIA-RTX-A6000' }),
  gpu('RTX 6000 Ada', 49140, SMI, { product: 'NVIDIA-RTX-6000-Ada-Generation' }),
  gpu('GeForce RTX 4090', 24564, SMI, { product: 'NVIDIA-GeForce-RTX-4090' }),
  gpu('GeForce RTX 5090', 32607, SMI, { product: 'NVIDIA-GeForce-RTX-5090' }),
  gpu('RTX PRO 6000', 97887, `${SMI}; ${EC2}`, {
    gke: 'nvidia-rtx-pro-6000', karpenter: 'rtx-pro-server-6000', product: 'NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition', mig: '1g.24gb 2g.48gb 4g.96gb',
  }),
  gpu('H20', 97871, SMI, { product: 'NVIDIA-H20', mig: '1g.12gb 1g.24gb 2g.24gb 3g.48gb 4g.48gb 7g.96gb' }),
  gpu('H100', 81920, EC2, {
    gke: 'nvidia-h100-80gb',
    karpenter: 'h100',
    product: 'NVIDIA-H100-80GB-HBM3',
    mig: '1g.10gb 1g.20gb 2g.20gb 3g.40gb 4g.40gb 7g.80gb',
  }),
  gpu('H100 Mega', 81920, GPUS, { gke: 'nvidia-h100-mega-80gb', product: 'NVIDIA-H100-80GB-HBM3', mig: '1g.10gb 1g.20gb 2g.20gb 3g.40gb 4g.40gb 7g.80gb' }),
  gpu('H100 NVL', 95830, SMI, { product: 'NVIDIA-H100-NVL', mig: '1g.12gb 1g.24gb 2g.24gb 3g.47gb 4g.47gb 7g.94gb' }),
  gpu('H200', 144384, EC2, { gke: 'nvidia-h200-141gb', karpenter: 'h200', product: 'NVIDIA-H200', mig: '1g.18gb 1g.35gb 2g.35gb 3g.71gb 4g.71gb 7g.141gb' }),
  gpu('GH200 96GB', 97871, SMI, {
    mostPerNode: 4, product: 'NVIDIA-GH200-480GB', architecture: 'arm64', mig: '1g.12gb 1g.24gb 2g.24gb 3g.48gb 4g.48gb 7g.96gb',
  }),
  gpu('GH200 144GB', gib(144), MIG, { mostPerNode: 4, architecture: 'arm64', mig: '1g.18gb 1g.36gb 2g.36gb 3g.72gb 4g.72gb 7g.144gb' }),
  gpu('B200', 183359, EC2, { gke: 'nvidia-b200', karpenter: 'b200', product: 'NVIDIA-B200', mig: '1g.23gb 1g.45gb 2g.45gb 3g.90gb 4g.90gb 7g.180gb' }),
  gpu('GB200', 189471, SMI, {
    mostPerNode: 4,
    gke: 'nvidia-gb200',
    product: 'NVIDIA-GB200',
    architecture: 'arm64',
    mig: '1g.23gb 1g.24gb 1g.47gb 2g.47gb 3g.93gb 3g.95gb 4g.93gb 4g.95gb 7g.186gb 7g.189gb',
  }),
  gpu('B300', 275040, EC2, { gke: 'nvidia-b300', karpenter: 'b300', mig: '1g.34gb 1g.67gb 2g.67gb 3g.135gb 4g.135gb 7g.269gb' }),
  gpu('GB300', gib(278), MIG, {
    mostPerNode: 4, gke: 'nvidia-gb300', product: 'NVIDIA-GB300', architecture: 'arm64', mig: '1g.35gb 1g.70gb 2g.70gb 3g.139gb 4g.139gb 7g.278gb',
  }),
  amd('MI210', 64),
  amd('MI250X', 64, { mostPerNode: 16 }), // the device plugin counts its two dies
  amd('MI300A', 128, { mostPerNode: 4, dies: 6 }),
  amd('MI300X', 192, { dies: 8, product: 'AMD_Instinct_MI300X_OAM' }),
  amd('MI325X', 256, { dies: 8 }),
  amd('MI350X', 288, { dies: 8 }),
  amd('MI355X', 288, { dies: 8 }),
  { name: 'Intel Gaudi 2', resource: 'habana.ai/gaudi', mebibytes: gib(89), mostPerNode: 8, source: GAUDI },
  { name: 'Intel Gaudi 3', resource: 'habana.ai/gaudi', mebibytes: gib(119), mostPerNode: 8, source: GAUDI },
  { name: 'Intel Arc B580', resource: 'gpu.intel.com/xe', mebibytes: gib(12), source: INTEL },
  { name: 'Intel Arc Pro B60', resource: 'gpu.intel.com/xe', mebibytes: gib(24), source: INTEL },
  { name: 'Intel Max 1550', resource: 'gpu.intel.com/i915', mebibytes: gib(128), product: 'Max_1550', source: INTEL },
  tpu('v5e', 16, 8, 'tpu-v5-lite-podslice'),
  tpu('v5p', 95, 4, 'tpu-v5p-slice'),
  tpu('v6e', 32, 8, 'tpu-v6e-slice'),
  tpu('v7', 192, 4, 'tpu7x', { cores: 2 }),
  neuron('Inferentia2', 32, 12, 2, 'inferentia2'),
  neuron('Trainium1', 32, 16, 2, 'trainium'),
  neuron('Trainium2', 96, 16, 4, 'trainium2'), // of its 8 cores two are one by default (NEURON_LOGICAL_NC_CONFIG=2)
  { name: 'Huawei Ascend 910B', resource: 'huawei.com/Ascend910', mebibytes: gib(64), mostPerNode: 8, source: ASCEND },
  { name: 'Huawei Ascend 310P', resource: 'huawei.com/Ascend310P', mebibytes: gib(24), mostPerNode: 8, source: ASCEND },
];

/** The row of an accelerator by its name. */
export function acceleratorRow(name: string): AcceleratorRow {
  return ACCELERATORS.find(row => row.name === name)!;
}

/** Who labels nodes, and by which key; the first that fits the resource. */
const LABELLERS = {
  gke: [['google.com/tpu', 'cloud.google.com/gke-tpu-accelerator'], ['', 'cloud.google.com/gke-accelerator']],
  karpenter: [['aws.amazon.com/', 'karpenter.k8s.aws/instance-accelerator-name'], ['', 'karpenter.k8s.aws/instance-gpu-name']],
  product: [['amd.com/', 'amd.com/gpu.product-name'], ['gpu.intel.com/', 'gpu.intel.com/product'], ['', 'nvidia.com/gpu.product']],
} as const;

/** Somebody who labels nodes by their accelerators. */
export type Labeller = keyof typeof LABELLERS;

/** The key of the node label by which somebody tells the accelerators of a resource apart. */
export function labelKey(labeller: Labeller, resource: string): string {
  return LABELLERS[labeller].find(([prefix]) => resource.startsWith(prefix))![1];
}
