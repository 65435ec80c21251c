import { answers, unusedBytes } from './answers';
import { blocks, bytesOfSequence, bytesPerToken, cacheLayout } from './cache';
import { CacheLayout } from './cache-layout';
import { cacheNumbers } from './cache-types';
import { isKnownType, isNarrow } from './data-types';
import { unknownLoads } from './engines/known-loads';
import { hasVllm, unknownsOnServer } from './engines/served-models';
import { unknownsOnTei } from './engines/tei';
import { missingAttention } from './engines/vllm-attention';
import { unknownStarts } from './engines/vllm-starts';
import { pinnedTokens } from './engines/vllm-unprofiled';
import { MemoryRow } from './memory-row';
import { diskBytes, memoryRows } from './memory-rows';
import { PlanRequest, ResolvedRequest } from './plan-request';
import { refusals } from './refusals';
import { Remembered } from './remembered';
import { resolved } from './resolve-request';
import { Room, roomFor } from './room';
import { judge, takenAtOnce, Verdict } from './verdict';
import { computeCapability } from '../facts/compute-capabilities';
import { isAtLeast } from '../facts/versions';

export type { MemoryRow } from './memory-row';
export type { PlannedDevice, PlanRequest } from './plan-request';
export type { Verdict } from './verdict';

/** The memory of the fullest device of a replica. */
export interface MemoryPlan {
  readonly verdict: Verdict;
  /** The verdict in a sentence. */
  readonly reason: string;
  /** What would be better, where that is not less context. */
  readonly advice?: string;
  readonly rows: readonly MemoryRow[];
  /** All memory of the device, and what the server may take of it. */
  readonly deviceBytes: number;
  readonly usableBytes: number;
  readonly utilization: number;
  /** What is left for the cache: on the safe side, and at the most. */
  readonly cacheBytes: number;
  readonly mostCacheBytes: number;
  /** What the wanted sequences take of it. */
  readonly wantedBytes: number;
  /** Bytes of one more token of a long sequence. */
  readonly cacheBytesPerToken: number;
  /** Blocks of the cache; undefined where the model keeps nothing or the layout of the engine is not known. */
  readonly blocks?: number;
  readonly layout?: CacheLayout;
  /** The longest context for the wanted concurrency, and the most sequences of the wanted length, on the safe side; undefined without a cache. */
  readonly maxContext?: number;
  readonly maxConcurrency?: number;
  /** The longest context by the middle of the numbers, and by the lowest: it may fit. */
  readonly likelyContext?: number;
  readonly mostContext?: number;
  /** What the server leaves beside its share, and what may be needed there, where that is more. */
  readonly tight?: Room['tight'];
  /** Whether the server starts with less than is wanted: sequences wait, or it shortens a context that nobody said. */
  readonly startsWithLess: boolean;
  /** Sequences that the server takes at once, and how many have a block of state each, on the safe side; undefined where none needs one. */
  readonly maxSequences: number;
  readonly mostSequences?: number;
  readonly maxModelLen: number;
  readonly concurrency: number;
  /** Those of the concurrency that one copy has: `wantedBytes` are theirs. */
  readonly ofCopy: number;
  /** Sequences that the server takes at once, where that is known: all others wait. */
  readonly takenAtOnce?: number;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Memory of the host that the server takes, and of its `/dev/shm`. */
  readonly hostBytes: number;
  readonly sharedMemoryBytes: number;
  /** What of it is a cache at least, where that follows from the one on the devices. */
  readonly hostCacheBytes: number;
  /** Bytes of the weights on disk. */
  readonly diskBytes: number;
  /** What the engine refuses, a sentence each: heads by tensor parallelism, experts, groups; attention that it has no kernels for. */
  readonly refusals: readonly string[];
  readonly unknowns: readonly string[];
}

const GIB = 1024 ** 3;

/** Plans by what is asked: most models of an app ask the same. */
const PLANS = new Remembered<MemoryPlan | undefined>();

/** The plan of a replica; undefined for an engine whose memory is not known. */
export function tryPlanMemory(request: PlanRequest): MemoryPlan | undefined {
  return PLANS.of(request, '', () => {
    const full = resolved(request);
    return full && planOf(full);
  });
}

/** The plan of a replica; throws for an engine whose memory is not known. */
export function planMemory(request: PlanRequest): MemoryPlan {
  const plan = tryPlanMemory(request);
  if (plan === undefined) {
    throw new Error(`the memory of ${request.engine} is not known; known are vllm, sglang, tensorrt-llm, lmdeploy, `
    + 'text-generation-inference, text-embeddings-inference, llama-cpp, ollama');
  }
  return plan;
}

function planOf(request: ResolvedRequest): MemoryPlan {
  const { architecture, device, count, maxModelLen, ofCopy } = request;
  const rows = memoryRows(request);
  const layout = cacheLayout(architecture, request);
  const unknowns = [...unknownsOf(request), ...unknownPages(request, layout)];
  const room = roomFor(request, rows, layout);
  const wantedBytes = layout ? ofCopy * bytesOfSequence(layout, maxModelLen, request) + unusedBytes(layout, request) : 0;
  const least = layout?.isUncertain ? cacheLayout(architecture, { ...request, atLeast: true }) : layout;
  const leastBytes = least ? ofCopy * bytesOfSequence(least, maxModelLen, request) + unusedBytes(least, request) : 0;
  const refused = refusedOf(request);
  const mostSequences = layout && statesIn(request, layout, room.least);
  const found = layout && answers(request, layout, least ?? layout, room);
  return {
    ...judge({ request, room, wantedBytes, leastBytes, mostSequences, layout, refusals: refused, unknowns }),
    rows,
    deviceBytes: device.bytes,
    usableBytes: room.usable,
    utilization: request.utilization,
    tight: room.tight,
    cacheBytes: Math.max(0, room.least),
    mostCacheBytes: Math.max(0, room.most),
    wantedBytes,
    cacheBytesPerToken: bytesPerToken(layout, request.contextParallel),
    blocks: layout && blocks(layout, Math.max(0, room.least)),
    layout,
    ...found,
    startsWithLess: room.overfull === undefined && startsWithLess(request, room.most, leastBytes, found?.mostContext),
    mostSequences,
    ...askedOf(request),
    ...hostOf(request, room),
    sharedMemoryBytes: count > 1 ? GIB : 0,
    diskBytes: diskBytes(architecture),
    refusals: refused,
    unknowns: [...unknowns, ...request.beside ?? []],
  };
}

/** What is planned for, with all that was left open. */
type Asked = 'maxSequences' | 'maxModelLen' | 'concurrency' | 'ofCopy' | 'takenAtOnce' | 'tensorParallel' | 'pipelineParallel';

function askedOf(request: ResolvedRequest): Pick<MemoryPlan, Asked> {
  const { maxSequences, maxModelLen, concurrency, ofCopy, tensorParallel, pipelineParallel } = request;
  return { maxSequences, maxModelLen, concurrency, ofCopy, takenAtOnce: takenAtOnce(request), tensorParallel, pipelineParallel };
}

/**
 * Memory of the host. A cache there is twice as large as that on the devices where nobody says it, until SGLang looks how much memory there is.
 * https://github.com/sgl-project/sglang python/sglang/srt/server_args.py (--hicache-ratio, --hicache-host-memory-fraction)
 */
function hostOf(request: ResolvedRequest, { least }: Room): Pick<MemoryPlan, 'hostBytes' | 'hostCacheBytes'> {
  const { hostCache, version, count, offloadedBytes = 0, hostBytes: told = 0 } = request;
  const pinned = pinnedTokens(request) * count;
  const ratio = hostCache === undefined ? 0 : hostCache.ratio ?? (isAtLeast(version, '0.5.21') ? 0 : 2);
  const hostCacheBytes = ratio * Math.max(0, least) * count;
  return { hostBytes: 2 * GIB + 2 * GIB * count + pinned + offloadedBytes * count + hostCacheBytes + told, hostCacheBytes };
}

/** What the server refuses when it starts: attention that it has no kernels for, and divisions, where it is known what it does then. */
function refusedOf(request: ResolvedRequest): readonly string[] {
  if ((request.unread ?? []).length > 0) return [];
  const missing = missingAttention(request);
  if (missing?.isSure) return [missing.words];
  return request.unmeasured ? [] : refusals(request);
}

/** Layers, or those of a model that drafts, between whose pages a version has no way. */
const unknownPages = ({ engine, version }: ResolvedRequest, layout: CacheLayout | undefined): string[] => (layout?.isRefused
  ? [`whether ${engine} ${version} starts is not known: blocks of its layers, or of those that draft, have sizes that it cannot make alike`]
  : []);

/** What is not known of the model, of the types that are asked for, and of the device. */
function unknownsOf(request: ResolvedRequest): string[] {
  const { architecture, cacheType, dataType, unread = [], draft } = request;
  return [
    ...unread,
    ...architecture.unknowns,
    ...(typeof draft === 'object' ? draft.unknowns.map(unknown => `of the draft model: ${unknown}`) : []),
    ...unknownsOnServer(request.engine, architecture),
    ...unknownStarts(request),
    ...unknownLoads(request),
    ...withoutKernels(request),
    ...unknownsOnTei(request),
    ...(request.unmeasured ? refusals(request).map(refusal => `${refusal}, and what ${request.engine} does then on ${request.device.name} is not known`) : []),
    ...(isKnownType(dataType) || dataType === architecture.dataType ? [] : [`the size of numbers of the type ${JSON.stringify(dataType)} is not known`]),
    ...(isNarrow(dataType) ? [`in which type ${request.engine} ${request.version} loads numbers of the type ${JSON.stringify(dataType)} is not known`] : []),
    ...(cacheNumbers(cacheType, dataType) === undefined ? [`the size of a cache of the type ${JSON.stringify(cacheType)} is not known`] : []),
  ];
}

/** Images of vLLM have CUDA 13 by default, which has nothing for Volta; those with CUDA 12 do. https://github.com/vllm-project/vllm/pull/39878 */
function withoutKernels({ engine, version, device: { name } }: ResolvedRequest): string[] {
  if (!hasVllm(engine) || !isAtLeast(version, '0.20.0') || (computeCapability(name) ?? 9) >= 7.5) return [];
  return [`whether the image of vLLM ${version} has kernels for ${name} (compute capability 7.0): those with CUDA 13 have none`];
}

/**
 * Sequences that have a block of state each: with fewer blocks than `--max-num-seqs` vLLM captures no graphs, and ends.
 * https://github.com/vllm-project/vllm/pull/38270
 */
function statesIn({ engine, eager, onCpu }: ResolvedRequest, layout: CacheLayout, bytes: number): number | undefined {
  if (!hasVllm(engine) || eager || onCpu || !layout.groups.some(({ isState }) => isState)) return undefined;
  return Math.max(0, blocks(layout, Math.max(0, bytes)) - 1);
}

/** Whether more sequences are taken at once than have a block of state. */
export function lacksStates({ maxSequences, mostSequences }: Pick<MemoryPlan, 'maxSequences' | 'mostSequences'>): boolean {
  return mostSequences !== undefined && maxSequences > mostSequences;
}

/** Whether a server shortens a context to what there is room for, of which the longest is given. */
type Shortens = (request: ResolvedRequest, mostContext: number) => boolean;

/** One that nobody says. */
const openOnly: Shortens = ({ contextIsOpen }) => contextIsOpen;
const toldTo: Shortens = ({ fitsContext, version }) => fitsContext === true && isAtLeast(version, '0.14.0');

/**
 * The least that llama.cpp shortens a context to (`--fit-ctx`), on devices alone; with `--ctx-size 0` it does not.
 * https://github.com/ggml-org/llama.cpp/pull/16653
 */
const LEAST_CONTEXT = 4096;

/** By engine; those that are not here end. */
const SHORTENS: { readonly [engine: string]: Shortens } = {
  // `--max-model-len auto`, from 0.14.0 on. https://docs.vllm.ai/en/latest/configuration/engine_args
  'vllm': toldTo,
  'kserve-huggingface': toldTo,
  'matrixinfer-runtime': toldTo,
  // Longer requests are refused when they come: https://github.com/sgl-project/sglang python/sglang/srt/managers/tp_worker.py (max_req_len)
  'sglang': () => true,
  // One that is said as well: https://github.com/InternLM/lmdeploy lmdeploy/pytorch/engine/engine.py (_get_max_session_len), issues/3950
  'lmdeploy': () => true,
  'text-generation-inference': openOnly,
  // One that is said as well, with a warning: https://github.com/NVIDIA/TensorRT-LLM tensorrt_llm/_torch/pyexecutor (validate_and_adjust_attention_windows)
  'tensorrt-llm': () => true,
  'llama-cpp': ({ version, concurrency, contextIsOpen, onCpu }, mostContext) => (
    contextIsOpen && !onCpu && isAtLeast(version, 'b7500') && mostContext * concurrency >= LEAST_CONTEXT
  ),
};

function startsWithLess(request: ResolvedRequest, most: number, wantedBytes: number, mostContext: number = 0): boolean {
  const { engine, ofCopy } = request;
  const shortens = most > 0 && Object.hasOwn(SHORTENS, engine) && SHORTENS[engine](request, mostContext);
  return shortens || (ofCopy > 1 && most >= wantedBytes / ofCopy);
}
