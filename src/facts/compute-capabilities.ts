/**
 * CUDA compute capability of NVIDIA's devices, by the beginning of their names here; the first that fits.
 * https://developer.nvidia.com/cuda-gpus
 */
const CAPABILITIES: readonly (readonly [beginning: string, capability: number])[] = [
  ['NVIDIA V100', 7.0], ['NVIDIA T4', 7.5], ['NVIDIA A100', 8.0], ['NVIDIA A30', 8.0], ['NVIDIA A10', 8.6], ['NVIDIA A40', 8.6], ['NVIDIA RTX A6000', 8.6],
  ['NVIDIA L4', 8.9], ['NVIDIA RTX 6000 Ada', 8.9], ['NVIDIA GeForce RTX 4090', 8.9], ['NVIDIA H', 9.0], ['NVIDIA GH200', 9.0],
  ['NVIDIA B200', 10.0], ['NVIDIA GB200', 10.0], ['NVIDIA B300', 10.3], ['NVIDIA GB300', 10.3], ['NVIDIA GeForce RTX 5090', 12.0],
  ['NVIDIA RTX PRO 6000', 12.0],
];

/** The compute capability of a device, of a slice or of a share of one (`1/2 NVIDIA L4`); undefined for one that is not known, or not NVIDIA's. */
export function computeCapability(accelerator: string): number | undefined {
  const device = accelerator.replace(/^1\/\d+ /, '');
  return CAPABILITIES.find(([beginning]) => device.startsWith(beginning))?.[1];
}
