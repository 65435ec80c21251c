import { isAccelerator } from '../../facts/devices';
import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Accelerators that are asked for beside the compute: the Pod gets them, and neither the engine nor the plan knows of them. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'tensor parallelism, shared memory, the image and the user follow from the accelerators that compute names; those of otherResources lie idle',
  topic: 'devices',
  check({ plan: { compute: { accelerator, limits } } }) {
    const vendor = (resource: string) => resource.slice(0, resource.indexOf('/'));
    const isPlanned = (key: string) => accelerator !== undefined && vendor(key) === vendor(accelerator.resource);
    return Object.keys(limits).filter(key => isAccelerator(key) && !isPlanned(key)).map(key => ({
      what: `otherResources of compute has ${key}, and the replica is planned ${accelerator === undefined ? 'for a CPU' : `for ${accelerator.name}`}`,
      fix: 'give Compute.gpu the Accelerator with this resource (Accelerator.of for one that is not listed), or acknowledge the finding',
    }));
  },
};
