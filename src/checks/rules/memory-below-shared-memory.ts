import { bytesOf, showBytes } from '../../ground/bytes';
import { memoryLimitOf } from '../../render/containers';
import { RuntimePlan } from '../../render/runtime-plan';
import { SHARED_MEMORY } from '../../render/volumes';
import { Severity } from '../../values/finding';
import { RuntimeRule, Said } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Volumes in memory against the limits of the containers that write to them. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'all that is written to a Memory volume counts against the memory limit, and the container is killed where both together go beyond it',
  pitfall: 8,
  topic: 'memory',
  check(subject) {
    return [...sharedMemory(subject.plan), ...memoryVolumes(subject)];
  },
};

function sharedMemory({ sharedMemory: size, compute }: RuntimePlan): Said[] {
  if (!size || bytesOf(size) * 2 <= bytesOf(compute.memoryLimit)) return [];
  return [{
    what: `the memory limit is ${showBytes(bytesOf(compute.memoryLimit))}, /dev/shm alone may take ${showBytes(bytesOf(size))} of it`,
    fix: `raise memory to at least twice that, ${showBytes(bytesOf(size) * 2)}, and the memory that the server itself needs`,
  }];
}

/** Volumes in memory besides `/dev/shm`, against the limit of each container that writes to them: their contents count as its own. */
function memoryVolumes({ plan, others, volumes }: RuntimeSubject): Said[] {
  const sizes = new Map(volumes.map(({ name, memorySize }) => [name, memorySize ? bytesOf(memorySize) : 0]));
  return [
    { name: 'the server', limit: bytesOf(plan.compute.memoryLimit), mounts: plan.mounts },
    ...others.map(one => ({ name: one.name, limit: memoryLimitOf(one), mounts: one.mounts ?? [] })),
  ].flatMap(({ name, limit, mounts }) => {
    const mounted = new Set(mounts.filter(mount => mount.readOnly !== true).map(mount => mount.volume));
    const written = [...mounted].filter(volume => (sizes.get(volume) ?? 0) > 0);
    const bytes = written.reduce((sum, volume) => sum + sizes.get(volume)!, 0);
    if (written.every(volume => volume === SHARED_MEMORY) || bytes < limit) return [];
    return [{
      what: `the memory limit of ${name} is ${showBytes(limit)}, and its volumes in memory (${written.join(', ')}) may take ${showBytes(bytes)} of it`,
      fix: 'raise its memory above that and the memory that the program itself needs, or make the volumes smaller, or keep them on disk (without inMemory)',
    }];
  });
}
