import { loadFit } from '../fit/load';
import type { PlannedDevice } from '../fit/plan-request';
import { bytesOf } from '../ground/bytes';
import { Compute } from '../values/compute';

/** The devices of a replica, as a plan sees them. */
export interface PlacedDevices {
  readonly device: PlannedDevice;
  readonly count: number;
  /** What others take of them, and nobody knows, a sentence each. */
  readonly beside: readonly string[];
}

/**
 * What a replica has, as one of its devices: each core of a device that a server runs a process on, and all of a device that Pods take turns on. Undefined
 * where its memory is not known.
 *
 * @param utilization the share of the device that the server is told to take.
 */
export function placedOn(compute: Compute, utilization: number | undefined): PlacedDevices | undefined {
  const { accelerator, acceleratorMemory, acceleratorCores: cores } = compute;
  if (accelerator === undefined) return { device: { name: 'the memory limit', bytes: bytesOf(compute.memoryLimit) }, count: 1, beside: [] };
  if (acceleratorMemory === undefined) return undefined;
  const { part, usableMebibytes = Infinity, sharedBy = 1 } = accelerator._traits;
  const { name, resource, mostPerNode } = accelerator;
  const isOne = part === 'MIG slice' || part === 'MPS share' || part === 'time-sliced share'; // one server cannot span several
  const own = Math.min(bytesOf(acceleratorMemory) / cores, usableMebibytes * 1024 ** 2);
  const isShared = part === 'time-sliced share';
  const keepsToPart = utilization !== undefined && utilization * sharedBy <= 1;
  return {
    device: { name, bytes: isShared ? own * sharedBy : own, resource, most: isOne ? 1 : mostPerNode, isUnmeasured: !loadFit().isMeasured(resource) },
    count: cores,
    beside: isShared && !keepsToPart ? [`${sharedBy} Pods take turns on the memory of ${name}, and nothing keeps a part of it for this one: let `
      + `each take at most ${(Math.floor(100 / sharedBy) / 100).toFixed(2)} of it (gpuMemoryUtilization of the engine)`] : [],
  };
}
