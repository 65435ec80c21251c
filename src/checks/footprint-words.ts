import { computeCapability } from '../facts/compute-capabilities';
import { loadFit } from '../fit/load';
import type { MemoryPlan, PlanRequest } from '../fit/memory-plan';
import { planRequest } from '../render/footprint';
import { serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** The fewest accelerators of the same kind that serve what is wanted; undefined where none do. */
export function fewestOf(plan: RuntimePlan): number | undefined {
  const request = planRequest(plan, serverArgs(plan));
  if (request === undefined) return undefined;
  const { count: _count, tensorParallel: _tensor, pipelineParallel: _pipeline, dataParallel: _copies, cacheBytes: _cache, ...open } = request;
  return loadFit().fewest(open, { ...request.device, most: plan.compute.accelerator?.mostPerNode ?? 8 })?.count;
}

/** The advice where something does not fit: what would. */
export function better(plan: RuntimePlan, memory: MemoryPlan): string {
  const { maxContext, mostContext = 0, maxConcurrency, concurrency, mostSequences, wantedBytes, cacheBytes } = memory;
  const states = loadFit().lacksStates(memory) && mostSequences! > 0 ? `at most ${mostSequences} sequences (maxConcurrentRequests of the engine)` : undefined;
  if (states !== undefined && wantedBytes <= cacheBytes) return `use ${states}, or more or larger accelerators`;
  const fewest = plan.compute.accelerator && fewestOf(plan);
  const shorter = maxContext !== undefined && maxContext >= 256 ? `a context of ${maxContext} tokens (maxModelLen of the engine)` : mostContext >= 256 ? `a short context (maxModelLen of the engine, at most ${mostContext})` : undefined;
  const fewer = concurrency > 1 && maxConcurrency !== undefined && maxConcurrency > 0 ? `${maxConcurrency} at once in footprint.concurrency` : undefined;
  const more = fewest !== undefined && fewest > plan.compute.acceleratorCount ? `${fewest} × ${plan.compute.accelerator!.name}` : undefined;
  const known = [states, shorter, fewer, more].filter(one => one !== undefined);
  return `use ${[...known, more === undefined ? 'more or larger accelerators' : undefined, 'quantized weights'].filter(one => one !== undefined).join(', or ')}`;
}

/** Types, with the compute capability that has instructions for them, and the lowest that servers take them on. */
const TYPES: readonly { readonly is: RegExp; readonly native: number; readonly least: number; readonly words: string }[] = [
  { is: /^(fp8|fp8_pb_wo|fbgemm_fp8|mxfp8)/, native: 8.9, least: 7.5, words: 'weights of 8 bits (fp8)' },
  { is: /^(mxfp4|gpt_oss_mxfp4)/, native: 10, least: 8, words: 'weights of 4 bits (mxfp4)' },
  { is: /^(nvfp4|w4a16_nvfp4)/, native: 10, least: 7.5, words: 'weights of 4 bits (nvfp4)' },
];

/** Whether a server is told to load a model in float16 that it refuses so. */
function isRefusedHalf({ engine, version, architecture, dataType = '' }: PlanRequest): boolean {
  return /^(float16|half)$/.test(dataType) && loadFit().refusesHalf(engine, version, architecture);
}

/** What a device cannot do with the types that are asked for; undefined where it can, and where it is not known. */
export function typeProblem(plan: RuntimePlan, kind: 'refused' | 'emulated'): string | undefined {
  const { accelerator } = plan.compute;
  const capability = computeCapability(accelerator?.name ?? '');
  const request = planRequest(plan, serverArgs(plan));
  if (kind === 'refused' && request !== undefined && isRefusedHalf(request)) {
    return `dtype is ${request.dataType}, and ${request.engine} refuses models of the type ${request.architecture.modelType} in it: their numbers overflow`;
  }
  if (capability === undefined || request === undefined) return undefined;
  const device = `${accelerator!.name} (compute capability ${capability.toFixed(1)})`;
  if (kind === 'refused' && capability < 8 && /^(bfloat16|bf16)$/.test(request.dataType ?? '')) return `dtype is ${request.dataType}, and ${device} has no bfloat16: it came with 8.0`;
  const type = TYPES.find(({ is }) => is.test(request.architecture.quantization?.method ?? ''));
  if (type === undefined || capability >= type.native) return undefined;
  const isRefused = capability < type.least;
  if (isRefused !== (kind === 'refused')) return undefined;
  return `${request.architecture.name} has ${type.words}, and ${device} has no instructions for them: they came with ${type.native.toFixed(1)}${isRefused ? `, and servers do without from ${type.least.toFixed(1)} on` : ''}`;
}
