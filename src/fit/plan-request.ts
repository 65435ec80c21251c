import { Architecture, Layer } from './architecture';
import { hasStates } from './cache-kinds';
import { Batch, lmdeploySequences, olderBatch, readsPromptsWhole, SGLANG_PREFILL, sglangBatch, vllmBatch, wholeBatch } from './engines/batch';
import { UnmeasuredDevice, unmeasuredDevice } from './engines/device-shares';
import { EngineMemory, engineMemory, NO_MEMORY } from './engines/engine-memory';
import { ollamaCacheType } from './engines/gguf-cache';
import { lacksBfloat16, typeWithoutBfloat16 } from './engines/half-precision';
import { leavesOutTowers } from './engines/media';
import { ollamaContext } from './engines/ollama-context';
import { asServed, hasVllm, loadsGguf, unknownPadding } from './engines/served-models';
import { sglangPart, sglangShare } from './engines/sglang-share';
import { isTei, teiType } from './engines/tei';
import { runsTurboMind } from './engines/turbomind';
import { mayRunOlderEngine, unknownGraphs } from './engines/vllm-starts';
import { Split } from './parameters';

/** A kind of device. */
export interface PlannedDevice {
  readonly name: string;
  readonly bytes: number;
  /** The resource that it is asked for by: `nvidia.com/gpu`; undefined for the memory of a host. */
  readonly resource?: string;
  /** Its constants were not read: only weights and cache are counted, and nothing is said to fit. */
  readonly isUnmeasured?: boolean;
  /** The most that one replica can have: those of a node, and one slice of a device. */
  readonly most?: number;
}

/** Adapters that are loaded at once, and their rank. */
export interface Adapters {
  readonly count: number;
  readonly rank: number;
}

/** What is asked of a plan. */
export interface PlanRequest {
  readonly architecture: Architecture;
  /** Name of the engine: vllm, sglang, tensorrt-llm, lmdeploy, text-generation-inference, llama-cpp, ollama, text-embeddings-inference. */
  readonly engine: string;
  readonly version: string;
  /** The devices; on a CPU the memory of the host. */
  readonly device: PlannedDevice;
  /** Devices of one replica; 1 on a CPU. */
  readonly count: number;
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
  readonly dataParallel?: number;
  readonly contextParallel?: number;
  /** Experts are shared out over all ranks in place of being divided. */
  readonly expertParallel?: boolean;
  /** How many ranks share out the experts, where the others divide each of them; all when not said. */
  readonly expertRanks?: number;
  /** `--dtype`; that of the configuration when not said, or auto. */
  readonly dataType?: string;
  readonly cacheType?: string;
  /** Types of keys and of values, where llama.cpp is told them. */
  readonly keyType?: string;
  readonly valueType?: string;
  /** Whether flash attention is said to be on; the server chooses when not said. */
  readonly flashAttention?: boolean;
  readonly blockSize?: number;
  /** Tokens of one sequence; what the model was made for when not said. */
  readonly maxModelLen?: number;
  /** The server is told to take the longest context that there is room for. */
  readonly fitsContext?: boolean;
  /** How many sequences share the context of the model, where nobody says how long one may be. */
  readonly sharedBy?: number;
  /** The server is told to take all of the model's context, and does not shorten it. */
  readonly fullContext?: boolean;
  /** Sequences of that length at the same time; 1 when not said. */
  readonly concurrency?: number;
  /** Sequences that the server takes at once, where that is known beside `maxSequences`: all others wait. */
  readonly atOnce?: number;
  /** The share of each device that the server takes; the engine's own default when not said. */
  readonly utilization?: number;
  /** Bytes of the cache on each device, where the server is told them. */
  readonly cacheBytes?: number;
  /** The most sequences at once (`--max-num-seqs`); they size the batch, not the cache. */
  readonly maxSequences?: number;
  readonly maxBatchedTokens?: number;
  /** Prompts are read whole, not in parts: one step computes all of the longest. */
  readonly wholePrompts?: boolean;
  /** Kinds of media that the server is told to take none of: `image`, `video`, `audio`; `all` for everything but texts. */
  readonly noMedia?: readonly string[];
  /** llama.cpp is given the towers, in a file of their own. */
  readonly hasProjector?: boolean;
  /** Vectors of the tokens of a prompt may be put together in a way for which all of it is read at once: the model says so in a file of its own. */
  readonly mayReadWhole?: boolean;
  /** How the vectors of tokens become one, as the server calls it. */
  readonly pooling?: string;
  /** `throughput`: vLLM takes twice as many tokens and sequences at once, where nobody says them. */
  readonly pace?: string;
  /** `data`: each rank has all of the towers, and takes a part of the images. */
  readonly towers?: string;
  /** LMDeploy is told to run the model with its PyTorch engine. */
  readonly onPyTorch?: boolean;
  /** Prefixes are said to be cached (`--enable-prefix-caching`). */
  readonly cachesPrefixes?: boolean;
  /** No CUDA graphs. */
  readonly eager?: boolean;
  /** Each step waits for the one before (`--no-async-scheduling`). */
  readonly synchronous?: boolean;
  /** Adapters that are loaded at once, with their rank. */
  readonly adapters?: Adapters;
  /** A model that drafts tokens, or `own` for the layers that the checkpoint brings. */
  readonly draft?: Architecture | 'own';
  /** Tokens are drafted, by whatever it is; where not said, as a draft is given. */
  readonly drafts?: boolean;
  /** Tokens that are drafted at once, where it is said. */
  readonly draftTokens?: number;
  /** What is asked for, and changes the memory in a way that is not known, a sentence each: nothing is said of it then. */
  readonly unread?: readonly string[];
  /** What is loaded beside the model, and not counted, a sentence each: it may be too much, and is never said to fit. */
  readonly beside?: readonly string[];
  /** A cache in the host's memory, so many times as large as that on the devices; as the version has it when not said. */
  readonly hostCache?: { readonly ratio?: number };
  /** Bytes of the host's memory that the server is told to take for other things, all together. */
  readonly hostBytes?: number;
  /** Bytes of weights that each device leaves in the host's memory. */
  readonly offloadedBytes?: number;
}

/** A request with all that was left open. */
export interface ResolvedRequest extends PlanRequest {
  /** What was asked. */
  readonly asked: PlanRequest;
  readonly constants: EngineMemory;
  /** LMDeploy surely runs the model with TurboMind. */
  readonly onTurboMind: boolean;
  /** Whether it loads all towers is not known. */
  readonly mayLackTowers: boolean;
  /** vLLM may run it with its older engine, of which less is known. */
  readonly olderEngine: boolean;
  /** What is known of a device whose constants are not. */
  readonly unmeasured?: UnmeasuredDevice;
  readonly split: Split;
  /** Layers that draft tokens, which keep a cache as those of the model do. */
  readonly draftLayers: readonly Layer[];
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly contextParallel: number;
  readonly dataType: string;
  readonly cacheType: string;
  readonly maxModelLen: number;
  readonly concurrency: number;
  readonly utilization: number;
  /** The most that the share may be, where the server chooses it by what is not known here. */
  readonly mostUtilization: number;
  readonly maxSequences: number;
  /** Nobody says how many sequences there may be at once. */
  readonly sequencesAreOpen: boolean;
  readonly maxBatchedTokens: number;
  /** Nobody says how many tokens one step computes. */
  readonly batchIsOpen: boolean;
  readonly onCpu: boolean;
  /** Nobody says how long a context may be. */
  readonly contextIsOpen: boolean;
}

/** Fills in what is open; undefined for an engine whose memory is not known. */
export function resolved(request: PlanRequest): ResolvedRequest | undefined {
  const known = engineMemory(request.engine, request.version);
  if (known === undefined) return undefined;
  const unmeasured = request.device.isUnmeasured ? unmeasuredDevice(request.engine, request.device, known) : undefined;
  const [onTurboMind, loaded] = [runsTurboMind(request), loadedOf(request)];
  const constants = { ...(unmeasured?.constants ?? known), ...(onTurboMind && { graphs: NO_MEMORY }) };
  const { architecture, device, count, pipelineParallel = 1, dataParallel = 1, contextParallel = 1 } = { ...request, ...loaded };
  const [onCpu, dataType] = [device.resource === undefined, typeOf(request)];
  const layered = loadsGguf(request.engine);
  const stages = layered ? count : pipelineParallel;
  const tensorParallel = layered ? 1 : request.tensorParallel ?? Math.max(1, Math.floor(count / (pipelineParallel * dataParallel)));
  const maxModelLen = contextOf(request, architecture);
  const batch = batchOf({ ...request, architecture, maxModelLen }, constants, tensorParallel, onCpu);
  return {
    ...request,
    ...loaded,
    constants,
    onTurboMind,
    unmeasured,
    beside: besideOf(request, constants, unmeasured),
    olderEngine: mayRunOlderEngine({ ...request, dataType }),
    split: splitOf(request, tensorParallel, stages),
    tensorParallel,
    pipelineParallel: stages,
    contextParallel,
    draftTokens: draftTokensOf(request),
    draftLayers: request.draft === 'own' ? architecture.draftLayers ?? [] : request.draft?.layers ?? [],
    dataType,
    cacheType: ollamaCacheType(request) ?? 'auto',
    maxModelLen,
    contextIsOpen: request.maxModelLen === undefined && !request.fullContext,
    concurrency: request.concurrency ?? 1,
    ...sharesOf({ ...request, architecture }, unmeasured?.share ?? request.utilization, constants, batch),
    maxSequences: request.maxSequences ?? batch.sequences,
    sequencesAreOpen: request.maxSequences === undefined,
    maxBatchedTokens: request.maxBatchedTokens ?? batch.tokens,
    batchIsOpen: request.maxBatchedTokens === undefined,
    onCpu,
  };
}

/** What was asked, with the model as the server loads it. */
function loadedOf(request: PlanRequest): Pick<ResolvedRequest, 'asked' | 'architecture' | 'mayLackTowers'> {
  const left = leavesOutTowers(request);
  const served = asServed(request.engine, request.architecture);
  return { asked: request, architecture: left === 'all' ? { ...served, towers: [] } : served, mayLackTowers: left === 'some' };
}

/**
 * Copies of vLLM share out the experts; those of SGLang are whole servers, unless only attention is copied.
 * https://github.com/sgl-project/sglang python/sglang/srt/managers/data_parallel_controller.py
 */
function splitOf(request: PlanRequest, tensorParallel: number, pipelineParallel: number): Split {
  const { engine, dataParallel = 1, expertParallel, expertRanks, towers } = request;
  const all = engine === 'sglang' ? tensorParallel : tensorParallel * dataParallel;
  const ranks = expertParallel ? Math.min(all, expertRanks ?? all) : 1;
  return {
    tensorParallel,
    pipelineParallel,
    expertParallel: ranks,
    towerRanks: towers === 'data' ? 1 : tensorParallel,
    expertTensor: Math.max(1, Math.floor(all / ranks)),
  };
}

/** What may be taken and is not counted, a sentence each. */
function besideOf(request: PlanRequest, constants: EngineMemory, unmeasured: UnmeasuredDevice | undefined): readonly string[] {
  const states = unknownStates(request);
  const padding = unknownPadding(request.engine, request.version, request.architecture);
  const graphs = unmeasured === undefined ? unknownGraphs(request, constants) : [unmeasured.reason];
  return [...graphs, ...states, ...padding === undefined ? [] : [padding], ...request.beside ?? []];
}

/**
 * Where tokens are drafted, states are kept for each of them, until it is known which are right: vLLM has a block more for each in every sequence, SGLang a
 * table of its own. https://github.com/vllm-project/vllm vllm/v1/kv_cache_interface.py (num_speculative_blocks), https://github.com/sgl-project/sglang
 * python/sglang/srt/mem_cache/memory_pool.py (intermediate states)
 */
function unknownStates(request: PlanRequest): string[] {
  const { engine, architecture, draft, drafts = draft !== undefined } = request;
  if (!drafts || !hasStates(architecture) || (hasVllm(engine) && draftTokensOf(request) !== undefined)) return [];
  return [hasVllm(engine)
    ? 'how many states each sequence has is not known: say how many tokens are drafted at once (num_speculative_tokens)'
    : `what ${engine} keeps of the states for tokens that are drafted is not known`];
}

/**
 * Tokens that are drafted at once: as many as there are layers for it, where nobody says it. https://github.com/vllm-project/vllm
 * vllm/config/speculative.py (n_predict)
 */
function draftTokensOf({ architecture, draft, draftTokens }: PlanRequest): number | undefined {
  return draftTokens ?? (draft === 'own' ? architecture.draftLayers?.length : undefined);
}

const ALL = { least: 1, most: 1 };

/** The share that is said, or that the server chooses: at least and at most. */
function sharesOf(
  request: PlanRequest, said: number | undefined, { share, ofShare }: EngineMemory, batch: Batch,
): Pick<ResolvedRequest, 'utilization' | 'mostUtilization'> {
  const { architecture, engine, device, count, draft, maxBatchedTokens: tokens = batch.tokens } = request;
  const isChosen = said === undefined && engine === 'sglang' && device.resource !== undefined;
  const { least, most } = isChosen
    ? sglangShare({ architecture, bytes: device.bytes, batch: { ...batch, tokens }, count, drafts: draft !== undefined })
    : { least: said ?? share, most: said ?? share };
  const part = ofShare ?? (engine === 'sglang' ? sglangPart(device.resource) : ALL);
  return { utilization: least * part.least, mostUtilization: most * part.most };
}

/** Ollama has a context of its own for each size of memory, and never one above the model's. */
function contextOf({ engine, version, device, count, maxModelLen, sharedBy = 1 }: PlanRequest, { maxPositions }: Architecture): number {
  if (engine !== 'ollama') return maxModelLen ?? Math.max(1, Math.floor(maxPositions / sharedBy));
  return Math.min(maxModelLen ?? ollamaContext(version, device.resource === undefined ? 0 : device.bytes * count), maxPositions);
}

function batchOf(
  request: PlanRequest & { readonly maxModelLen: number }, constants: EngineMemory, tensorParallel: number, onCpu: boolean,
): Batch {
  const { engine, version, device, architecture, maxModelLen, pace } = request;
  const isWhole = readsPromptsWhole(request);
  if (engine === 'sglang') return wholeBatch(sglangBatch(device.bytes, tensorParallel), isWhole ? Math.max(SGLANG_PREFILL, maxModelLen) : 0);
  if (engine === 'lmdeploy') return { tokens: constants.batchedTokens, sequences: lmdeploySequences(device.name) };
  if (!hasVllm(engine)) return { tokens: constants.batchedTokens, sequences: constants.sequences };
  const { tokens, sequences } = vllmBatch(device.bytes, device.name, onCpu);
  const times = pace === 'throughput' ? 2 : 1;
  return wholeBatch({ tokens: times * tokens, sequences: times * sequences }, Math.max(isWhole ? maxModelLen : 0, olderBatch(version, architecture)));
}

/** Servers load weights of 32 bits in 16, unless they are told otherwise, or refuse the model in the 16 bits that the device has. */
function typeOf(request: PlanRequest): string {
  const { dataType = 'auto', architecture, engine, version, device } = request;
  if (dataType !== 'auto') return dataType;
  if (isTei(engine)) return teiType(request);
  const own = architecture.dataType.replace(/^torch\./, '');
  if (own === 'bfloat16' && lacksBfloat16(device.name)) return typeWithoutBfloat16(engine, version, architecture);
  return own === 'float32' || own === 'float' ? 'float16' : own;
}
