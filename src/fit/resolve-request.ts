import { Architecture } from './architecture';
import { hasStates } from './cache-kinds';
import { isFloat32, isNarrow } from './data-types';
import { Batch, leastOpenBatch, lmdeploySequences, readsPromptsWhole, SGLANG_PREFILL, sglangBatch, vllmBatch, wholeBatch } from './engines/batch';
import { UnmeasuredDevice, unmeasuredDevice } from './engines/device-shares';
import { EngineMemory, engineMemory, NO_MEMORY } from './engines/engine-memory';
import { ollamaCacheType } from './engines/gguf-cache';
import { unknownFlash } from './engines/gguf-flash';
import { lacksBfloat16, typeWithoutBfloat16, widens } from './engines/half-precision';
import { unknownKept } from './engines/kept-states';
import { lmdeployCacheType } from './engines/lmdeploy';
import { leavesOutTowers } from './engines/media';
import { ollamaContext } from './engines/ollama-context';
import { asServed, hasVllm, loadsGguf, positionsUnsaid, unknownPadding } from './engines/served-models';
import { sglangPart, sglangShare } from './engines/sglang-share';
import { isTei, teiType } from './engines/tei';
import { runsTurboMind } from './engines/turbomind';
import { mayRunOlderEngine, unknownGraphs } from './engines/vllm-starts';
import { Split } from './parameters';
import { PlanRequest, ResolvedRequest } from './plan-request';

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
    cacheType: lmdeployCacheType(request) ?? ollamaCacheType(request) ?? 'auto',
    maxModelLen,
    contextIsOpen: request.maxModelLen === undefined && !request.fullContext,
    ...sharesOf({ ...request, architecture }, unmeasured?.share ?? request.utilization, constants, batch),
    ...sequencesOf(request, batch),
    maxBatchedTokens: request.maxBatchedTokens ?? batch.tokens,
    batchIsOpen: request.maxBatchedTokens === undefined,
    onCpu,
  };
}

/** How many sequences are wanted, and how many there may be at once. */
function sequencesOf(
  { concurrency = 1, dataParallel = 1, maxSequences }: PlanRequest, batch: Batch,
): Pick<ResolvedRequest, 'concurrency' | 'ofCopy' | 'maxSequences' | 'sequencesAreOpen'> {
  const sequencesAreOpen = maxSequences === undefined;
  return { concurrency, ofCopy: Math.ceil(concurrency / dataParallel), maxSequences: maxSequences ?? batch.sequences, sequencesAreOpen };
}

/** What was asked, with the model as the server loads it. */
function loadedOf(request: PlanRequest): Pick<ResolvedRequest, 'asked' | 'architecture' | 'mayLackTowers'> {
  const left = leavesOutTowers(request);
  const served = asServed(request.engine, request.version, request.architecture);
  return { asked: request, architecture: left === 'all' ? { ...served, towers: [] } : served, mayLackTowers: left === 'some' };
}

/**
 * Copies of vLLM share out the experts; those of SGLang are whole servers, unless only attention is copied.
 * https://github.com/sgl-project/sglang python/sglang/srt/managers/data_parallel_controller.py
 */
function splitOf(request: PlanRequest, tensorParallel: number, pipelineParallel: number): Split {
  const { engine, device, dataParallel = 1, expertParallel, expertRanks, towers } = request;
  const all = engine === 'sglang' ? tensorParallel : tensorParallel * dataParallel;
  const ranks = expertParallel ? Math.min(all, expertRanks ?? all) : 1;
  return {
    tensorParallel,
    pipelineParallel,
    expertParallel: ranks,
    towerRanks: towers === 'data' ? 1 : tensorParallel,
    expertTensor: Math.max(1, Math.floor(all / ranks)),
    layered: loadsGguf(engine) && device.resource !== undefined,
  };
}

/** What may be taken and is not counted, a sentence each. */
function besideOf(request: PlanRequest, constants: EngineMemory, unmeasured: UnmeasuredDevice | undefined): readonly string[] {
  const states = unknownStates(request);
  const padding = unknownPadding(request.engine, request.version, request.architecture);
  const graphs = unmeasured === undefined ? unknownGraphs(request, constants) : [unmeasured.reason];
  const kept = [...states, ...unknownKept(request), ...unknownFlash(request)];
  return [...graphs, ...kept, ...padding === undefined ? [] : [padding], ...request.beside ?? []];
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
function contextOf({ engine, version, device, count, maxModelLen, sharedBy = 1 }: PlanRequest, architecture: Architecture): number {
  if (engine !== 'ollama') return maxModelLen ?? Math.max(1, Math.floor(positionsUnsaid(engine, version, architecture) / sharedBy));
  return Math.min(maxModelLen ?? ollamaContext(version, device.resource === undefined ? 0 : device.bytes * count), architecture.maxPositions);
}

function batchOf(
  request: PlanRequest & { readonly maxModelLen: number }, constants: EngineMemory, tensorParallel: number, onCpu: boolean,
): Batch {
  const { engine, version, device, maxModelLen, pace } = request;
  const isWhole = readsPromptsWhole(request);
  if (engine === 'sglang') return wholeBatch(sglangBatch(device.bytes, tensorParallel), isWhole ? Math.max(SGLANG_PREFILL, maxModelLen) : 0);
  if (engine === 'lmdeploy') return { tokens: constants.batchedTokens, sequences: lmdeploySequences(version, device.name) };
  if (!hasVllm(engine)) return { tokens: constants.batchedTokens, sequences: constants.sequences };
  const { tokens, sequences } = vllmBatch(device.bytes, device.name, onCpu);
  const times = pace === 'throughput' ? 2 : 1;
  return wholeBatch({ tokens: times * tokens, sequences: times * sequences }, Math.max(isWhole ? maxModelLen : 0, leastOpenBatch(request)));
}

/** Servers load weights of 32 and of 8 bits in 16, unless they are told otherwise, or refuse the model in the 16 bits that the device has. */
function typeOf(request: PlanRequest): string {
  const { dataType = 'auto', architecture, engine, version, device } = request;
  if (dataType !== 'auto') return dataType;
  if (isTei(engine)) return teiType(request);
  const own = isNarrow(architecture.dataType) && widens(engine, version) ? 'bfloat16' : architecture.dataType.replace(/^torch\./, '');
  if (own === 'bfloat16' && lacksBfloat16(device.name)) return typeWithoutBfloat16(engine, version, architecture);
  return isFloat32(own) ? 'float16' : own;
}
