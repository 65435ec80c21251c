import { Remark } from './ledger';
import { weightsMemory } from './weights-memory';
import { bytesOf, showBytes } from '../../private/bytes';
import { RuntimePlan } from '../../private/runtime-plan';

/** Sizes against each other: weights, accelerators, nodes, memory, shared memory, cache. */
export function checkCapacity(plan: RuntimePlan): Remark[] {
  return [...checkWeights(plan), ...checkNodes(plan), ...checkSharedMemory(plan), ...checkCacheSize(plan), ...checkCacheSharing(plan)];
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
  if (most === undefined || acceleratorCount <= most) return [];
  return [{
    rule: 'pod-fits-no-known-node',
    what: `one replica asks for ${acceleratorCount} × ${accelerator!.name}, known nodes have at most ${most}`,
    fix: 'use fewer accelerators per replica, as a replica runs on one node; where your nodes have more, acknowledge this',
  }];
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
