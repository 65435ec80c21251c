import { Remark } from './remark';
import { weightsMemory } from './weights-memory';
import { bytesOf, showBytes } from '../ground/bytes';
import { DEFAULT_MEMORY } from '../render/pod-template';
import { RuntimePlan, SHARED_MEMORY } from '../render/runtime-plan';
import { Accelerator } from '../values/accelerator';

/** Sizes against each other: weights, accelerators, nodes, memory, shared memory, cache. */
export function checkCapacity(plan: RuntimePlan): Remark[] {
  return [
    ...checkWeights(plan),
    ...checkNodes(plan),
    ...checkSharedMemory(plan),
    ...checkMemoryVolumes(plan),
    ...checkCacheSize(plan),
    ...checkCacheSharing(plan),
  ];
}

function checkWeights(plan: RuntimePlan): Remark[] {
  const { weights, compute } = plan;
  if (!weights.known) return [];
  const memory = weightsMemory(plan);
  if (memory !== undefined && weights.bytes > memory.bytes) {
    const all = `${compute.acceleratorCount} × ${compute.accelerator?.name} have ${showBytes(bytesOf(compute.acceleratorMemory!))}`;
    return [{
      rule: 'weights-exceed-accelerators',
      what: `the weights take ${showBytes(weights.bytes)}, ${all}${memory.by === undefined ? '' : `, of which ${memory.by} lets the server take ${showBytes(memory.bytes)}`}`,
      fix: `use more or larger accelerators, or quantized weights${memory.by === undefined ? '' : ', or a larger share'}`,
    }];
  }
  if (!compute.accelerator && weights.bytes > bytesOf(compute.memoryLimit)) {
    return [{
      rule: 'memory-below-weights',
      what: `the weights take ${showBytes(weights.bytes)}, the memory limit is ${showBytes(bytesOf(compute.memoryLimit))}`,
      fix: 'raise memory well above the weights',
    }];
  }
  return [];
}

function checkNodes({ compute }: RuntimePlan): Remark[] {
  const { accelerator, acceleratorCount } = compute;
  const most = accelerator?.mostPerNode;
  if (most === undefined) return [];
  if (acceleratorCount <= most) return checkDivision(accelerator!, acceleratorCount, most);
  return [{
    rule: 'pod-fits-no-known-node',
    what: `one replica asks for ${acceleratorCount} × ${accelerator!.name}, known nodes have at most ${most}`,
    fix: 'use fewer accelerators per replica, as a replica runs on one node; where your nodes have more, acknowledge this',
  }];
}

/** Machines have 1, 2, 4, 8 or 16 of them, and the heads of a model are divided by such numbers; a node of another number is taken whole. */
function checkDivision({ name }: Accelerator, count: number, most: number): Remark[] {
  if (isPowerOfTwo(count) || count === most) return [];
  const [fewer, more] = [2 ** Math.floor(Math.log2(count)), Math.min(most, 2 ** Math.ceil(Math.log2(count)))];
  return [{
    rule: 'accelerator-count-odd',
    what: `one replica asks for ${count} × ${name}, and no known node has ${count}: it takes one with ${more}`,
    fix: `use ${fewer} or ${more}, or acknowledge the finding where your nodes have ${count} and the model can be divided by it`,
  }];
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

function checkSharedMemory(plan: RuntimePlan): Remark[] {
  const { sharedMemory, compute } = plan;
  if (!sharedMemory || bytesOf(sharedMemory) * 2 <= bytesOf(compute.memoryLimit)) return [];
  return [{
    rule: 'memory-below-shared-memory',
    what: `the memory limit is ${showBytes(bytesOf(compute.memoryLimit))}, /dev/shm alone may take ${showBytes(bytesOf(sharedMemory))} of it`,
    fix: `raise memory to at least twice that, ${showBytes(bytesOf(sharedMemory) * 2)}, and what the server itself needs`,
  }];
}

/** Volumes in memory besides `/dev/shm`, against the limit of each container that writes to them: what is in them counts as its own. */
function checkMemoryVolumes(plan: RuntimePlan): Remark[] {
  const sizes = new Map(plan.volumes.map(({ name, memorySize }) => [name, memorySize ? bytesOf(memorySize) : 0]));
  const others = [...plan.binding.initContainers ?? [], ...plan.settings.pod?.sidecars ?? []];
  return [
    { name: 'the server', limit: bytesOf(plan.compute.memoryLimit), mounts: plan.mounts },
    ...others.map(({ name, memory = DEFAULT_MEMORY, mounts = [] }) => ({ name, limit: bytesOf(memory), mounts })),
  ].flatMap(({ name, limit, mounts }): Remark[] => {
    const mounted = new Set(mounts.filter(mount => mount.readOnly !== true).map(mount => mount.volume));
    const written = [...mounted].filter(volume => (sizes.get(volume) ?? 0) > 0);
    const bytes = written.reduce((sum, volume) => sum + sizes.get(volume)!, 0);
    if (written.every(volume => volume === SHARED_MEMORY) || bytes < limit) return [];
    return [{
      rule: 'memory-below-shared-memory',
      what: `the memory limit of ${name} is ${showBytes(limit)}, and its volumes in memory (${written.join(', ')}) may take ${showBytes(bytes)} of it`,
      fix: 'raise its memory above that and what the program itself needs, or make the volumes smaller, or keep them on disk (without inMemory)',
    }];
  });
}

function checkCacheSize(plan: RuntimePlan): Remark[] {
  const { cacheSize, weights } = plan;
  if (!cacheSize || !weights.known || bytesOf(cacheSize) >= weights.bytes) return [];
  return [{
    rule: 'cache-too-small',
    what: `the cache holds ${showBytes(bytesOf(cacheSize))}, the weights take ${showBytes(weights.bytes)}`,
    fix: 'leave the size of the cache out to derive it, or raise it to 1.2 times the weights',
  }];
}

function neverWritten(): Remark {
  return { rule: 'cache-not-shared', what: 'the cache is a ReadOnlyMany claim, and nothing could write the weights to it', fix: 'use ModelSource.pvc() for weights that are there already, or a claim that can be written' };
}

function checkCacheSharing(plan: RuntimePlan): Remark[] {
  const { cache, rollout, binding } = plan;
  const [what, mode] = binding.needsModelVolume ? ['cache', cache.accessMode] : ['source', binding.volumeAccessMode];
  if (mode === undefined || mode === 'ReadWriteMany' || (what === 'source' && mode === 'ReadOnlyMany')) return [];
  if (what === 'cache' && mode === 'ReadOnlyMany') return [neverWritten()];
  const several = plan.autoscaled || (plan.replicas ?? 1) > 1;
  if (!several && rollout.maxSurge === 0) return [];
  return [{
    rule: 'cache-not-shared',
    what: `the ${what} is a ${mode} claim, and ${several ? `${plan.autoscaled ? 'autoscaled' : plan.replicas} replicas` : `a rollout with maxSurge ${rollout.maxSurge}`} would mount it on several nodes`,
    fix: `use a claim that several nodes can mount${what === 'cache' ? ' (ReadWriteMany), ModelCache.perPod() or ModelCache.emptyDir()' : ' (ReadOnlyMany or ReadWriteMany)'}; for one replica Rollout.recreate() is enough`,
  }];
}
