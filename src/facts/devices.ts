/** The facts that are known of the devices behind an extended resource, whatever server uses them. */
export interface DeviceFacts {
  /** Who may open them: every user, or only root and the groups that they belong to on the node, whose ids differ from node to node. */
  readonly openTo: 'everybody' | 'groups' | 'unknown';
  /** Minutes that a server of language models needs to compile for them at its first start. */
  readonly warmupMinutes?: number;
  /** Where that is from. */
  readonly source: string;
}

const OVMS = 'https://github.com/openvinotoolkit/model_server docs/accelerators.md';
const TPU = 'https://docs.vllm.ai/en/v0.6.3/getting_started/tpu-installation.html';
const GAUDI = 'https://docs.vllm.ai/projects/gaudi/en/latest/configuration/warm-up/warm-up.html';

/** By the beginning of the resource; the first that fits. docs/engines.md shows them. */
export const DEVICES: readonly (readonly [resource: string, facts: DeviceFacts])[] = [
  ['nvidia.com/', { openTo: 'everybody', source: 'https://github.com/NVIDIA/nvidia-container-toolkit' }],
  ['amd.com/', { openTo: 'groups', source: '/dev/kfd and /dev/dri belong to the groups video and render of the node, https://rocm.docs.amd.com' }],
  ['gpu.intel.com/', { openTo: 'groups', source: `/dev/dri belongs to the groups video and render of the node, ${OVMS}` }],
  ['npu.intel.com/', { openTo: 'groups', source: `/dev/accel belongs to the group render of the node, ${OVMS}` }],
  ['google.com/tpu', {
    openTo: 'groups',
    warmupMinutes: 30,
    source: `/dev/vfio belongs to root; XLA compiles for 20 to 30 minutes at the first start, ${TPU}`,
  }],
  ['habana.ai/', {
    openTo: 'everybody',
    warmupMinutes: 30,
    source: `every bucket is compiled before the first answer, in 1,689 seconds in one published log, ${GAUDI}`,
  }],
  ['huawei.com/', { openTo: 'groups', source: '/dev/davinci* belongs to the group HwHiAiUser of the node, https://www.hiascend.com/document' }],
];

/** DeviceClasses of the drivers for Dynamic Resource Allocation, by the beginning of the resource that the device plugin of the same devices offers. */
export const DEVICE_CLASSES: readonly (readonly [resource: string, deviceClass: string, source: string])[] = [
  ['nvidia.com/mig-', 'mig.nvidia.com', 'https://github.com/NVIDIA/k8s-dra-driver-gpu'],
  ['nvidia.com/', 'gpu.nvidia.com', 'https://github.com/NVIDIA/k8s-dra-driver-gpu'],
  ['amd.com/', 'gpu.amd.com', 'https://github.com/ROCm/k8s-gpu-dra-driver'],
  ['gpu.intel.com/', 'gpu.intel.com', 'https://github.com/intel/intel-resource-drivers-for-kubernetes'],
  ['habana.ai/', 'gaudi.intel.com', 'https://github.com/intel/intel-resource-drivers-for-kubernetes'],
  ['google.com/tpu', 'tpu.google.com', 'https://cloud.google.com/kubernetes-engine/docs/concepts/about-dynamic-resource-allocation'],
];

/** The DeviceClass of the devices behind a resource, where one is known. */
export function deviceClassOf(resource: string): string | undefined {
  return DEVICE_CLASSES.find(([prefix]) => resource.startsWith(prefix))?.[1];
}

/** Words that resources of accelerators are called by: `nvidia.com/gpu`, `aws.amazon.com/neuroncore`, `huawei.com/Ascend910`, `cambricon.com/mlu370`. */
const ACCELERATOR = /(?<![a-z])(v?gpu|mig(?![a-z])|tpu|npu|gaudi|neuron|ascend|dcu|gcu|mlu|xpu|qaic|i915|xe(?![a-z]))/i;

/** Whether an extended resource is, as far as its name says, an accelerator or a share of one. */
export function isAccelerator(resource: string): boolean {
  return resource.includes('/') && ACCELERATOR.test(resource);
}

/** The facts that are known of devices, by their resource. */
export function deviceFacts(resource: string): DeviceFacts {
  const known = DEVICES.find(([prefix]) => resource.startsWith(prefix));
  return known === undefined ? { openTo: 'unknown', source: `nothing is known of who may open the devices of ${resource}` } : known[1];
}
