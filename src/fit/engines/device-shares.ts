import { EngineMemory, NO_MEMORY } from './engine-memory';

/** Devices whose constants were read in logs. */
const MEASURED = /^(nvidia\.com|amd\.com)\//;

/** What is known of how a server divides the memory of other devices. */
interface DeviceShare {
  readonly engine: string;
  readonly resource: RegExp;
  readonly title: string;
  readonly of: EngineMemory['of'];
  /** The part of the share that the cache has: the rest is kept for graphs. */
  readonly ofCache: number;
  /** Numbers of a head of the cache are padded to whole multiples of this, but for heads of 64. */
  readonly lanes?: number;
  readonly source: string;
}

const SHARES: readonly DeviceShare[] = [
  {
    engine: 'vllm',
    resource: /^habana\.ai\//,
    title: 'the plug-in of vLLM for Gaudi',
    of: 'free',
    ofCache: 0.9,
    source: 'https://github.com/vllm-project/vllm-gaudi vllm_gaudi/v1/worker/hpu_worker.py: of what weights leave free, without VLLM_GRAPH_RESERVED_MEM',
  },
  {
    engine: 'vllm',
    resource: /^google\.com\/tpu/,
    title: 'the plug-in of vLLM for TPUs',
    of: 'device',
    ofCache: 1,
    lanes: 128,
    source: 'https://github.com/vllm-project/tpu-inference tpu_inference/worker/tpu_worker.py: the share of the device, without what is taken by then',
  },
];

/** A kind of device, by its name and its resource. */
interface NamedDevice {
  readonly name: string;
  readonly resource?: string;
}

/** How a server uses a device whose constants are not known: the lowest that it takes, and why nothing is said to fit. */
export interface UnmeasuredDevice {
  readonly reason: string;
  readonly constants: EngineMemory;
  /** The share where it is not what the server is told: nobody knows what of. */
  readonly share?: number;
  readonly ofCache: number;
  readonly lanes?: number;
}

/** Whether the constants of a device are known: those of NVIDIA and AMD, and the memory of a host. */
export function isMeasured(resource: string | undefined): boolean {
  return resource === undefined || MEASURED.test(resource);
}

/** What is known of a server on a device whose constants nobody has read: weights and cache are counted, nothing else. */
export function unmeasuredDevice(engine: string, device: NamedDevice, constants: EngineMemory): UnmeasuredDevice {
  const found = SHARES.find(each => each.engine === engine && each.resource.test(device.resource ?? ''));
  const nothing = { runtime: NO_MEMORY, several: NO_MEMORY, graphs: NO_MEMORY };
  const least: EngineMemory = { ...constants, ...nothing, of: found?.of ?? 'device', source: found?.source ?? 'weights and cache alone' };
  return {
    reason: `what ${found?.title ?? engine} takes of ${device.name} beside weights and cache is not known`,
    constants: least,
    share: found === undefined ? 1 : undefined,
    ofCache: found?.ofCache ?? 1,
    lanes: found?.lanes,
  };
}
