import { Remark } from './remark';
import { isAccelerator } from '../facts/devices';
import { RuntimePlan } from '../render/runtime-plan';

/** Accelerators that are asked for beside the compute: the Pod gets them, and neither the engine nor the plan knows of them. */
export function checkOtherDevices({ compute: { accelerator, limits } }: RuntimePlan): Remark[] {
  const vendor = (resource: string) => resource.slice(0, resource.indexOf('/'));
  const others = Object.keys(limits).filter(key => isAccelerator(key) && (accelerator === undefined || vendor(key) !== vendor(accelerator.resource)));
  return others.map(key => ({
    rule: 'accelerator-unplanned',
    what: `otherResources of compute has ${key}, and the replica is planned ${accelerator === undefined ? 'for a CPU' : `for ${accelerator.name}`}`,
    fix: 'say it with Compute.gpu and an Accelerator, which has this resource as its resource (Accelerator.of for one that is not listed), or acknowledge the finding',
  }));
}
