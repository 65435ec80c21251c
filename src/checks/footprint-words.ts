import { loadFit } from '../fit/load';
import type { MemoryPlan } from '../fit/memory-plan';
import { planRequest } from '../render/footprint';
import { serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** The fewest accelerators of the same kind that serve what is wanted; undefined where none do. */
export function fewestOf(plan: RuntimePlan): number | undefined {
  const request = planRequest(plan, serverArgs(plan));
  if (request === undefined) return undefined;
  const { DERIVED_OF, fewest } = loadFit();
  const open = plan.footprint?.deriveArguments === false ? [] : (DERIVED_OF[request.engine] ?? []).filter(argument => argument === 'split');
  const { count: _count, tensorParallel: _tensor, pipelineParallel: _pipeline, dataParallel: _copies, cacheBytes: _cache, ...wanted } = request;
  return fewest(wanted, request.device, open)?.count;
}

/** The advice where something does not fit: what would. */
export function better(plan: RuntimePlan, memory: MemoryPlan): string {
  const { advice, maxContext, mostContext = 0, maxConcurrency, concurrency, mostSequences, wantedBytes, cacheBytes } = memory;
  const larger = plan.compute.accelerator === undefined ? 'more memory (Compute.cpu)' : 'more or larger accelerators';
  if (advice !== undefined && concurrency > (memory.takenAtOnce ?? Infinity)) return `use ${advice}`;
  if (advice !== undefined) return `use ${advice}, or ${larger}`;
  const states = loadFit().lacksStates(memory) && mostSequences! > 0 ? `at most ${mostSequences} sequences (maxConcurrentRequests of the engine)` : undefined;
  if (states !== undefined && wantedBytes <= cacheBytes) return `use ${states}, or ${larger}`;
  if (wantedBytes <= cacheBytes && maxContext !== undefined) {
    return `use a context of at most ${maxContext} tokens (maxModelLen of the engine), or scale its positions and acknowledge the finding`;
  }
  const fewest = plan.compute.accelerator && fewestOf(plan);
  const shorter = maxContext !== undefined && maxContext >= 256
    ? `a context of ${maxContext} tokens (maxModelLen of the engine)`
    : mostContext >= 256 ? `a short context (maxModelLen of the engine, at most ${mostContext})` : undefined;
  const fewer = concurrency > 1 && maxConcurrency !== undefined && maxConcurrency > 0 ? `${maxConcurrency} at once in footprint.concurrency` : undefined;
  const more = fewest !== undefined && fewest > plan.compute.acceleratorCount ? `${fewest} × ${plan.compute.accelerator!.name}` : undefined;
  const known = [states, shorter, fewer, more].filter(one => one !== undefined);
  return `use ${[...known, more === undefined
    ? larger
    : undefined, 'quantized weights'].filter(one => one !== undefined).join(', or ')}`;
}

/** What a device or a server cannot do with the types that are asked for; undefined where it can, and where it is not known. */
export function typeProblemOf(plan: RuntimePlan, kind: 'refused' | 'emulated'): string | undefined {
  const request = planRequest(plan, serverArgs(plan));
  return request && loadFit().typeProblem(request, kind);
}
