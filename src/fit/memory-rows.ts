import { activations } from './activations';
import { Architecture, Tensor } from './architecture';
import { cacheBytesPerToken } from './cache';
import { contextRows } from './context-rows';
import { bitsOfType } from './data-types';
import { EngineMemory, PYTHON_PROCESSES, Range } from './engines/engine-memory';
import { keptStates } from './engines/kept-states';
import { prefillScores } from './engines/lmdeploy';
import { hasVllm } from './engines/served-models';
import { loadsDraftLast, tokensOnTop } from './engines/sglang-drafts';
import { isTei, teiProcesses } from './engines/tei';
import { mayRunTurboMind } from './engines/turbomind';
import { indexBuffers, plainWeights, repeatedScales, wordCounts } from './engines/vllm-buffers';
import { ENCODER, encoderMemory } from './engines/vllm-encoders';
import { between, MemoryRow } from './memory-row';
import { padding } from './padding';
import { bytesOfTensor, draftBytes, shareOf, Split, stagesOf, weightBytesOfRank, WHOLE } from './parameters';
import { ResolvedRequest } from './plan-request';

const GIB = 1024 ** 3;

/** All that stands on the fullest device beside the cache. */
export function memoryRows(request: ResolvedRequest): readonly MemoryRow[] {
  const { constants, count, eager, onCpu } = request;
  const { architecture } = request;
  if (request.unmeasured) return weightRows(request);
  return [
    ...weightRows(request),
    ...wholeEnds(request),
    ...paddingRows(request),
    ...absorbed(request),
    ...draftRows(request),
    ...draftedTokens(request),
    ...adapterRows(request),
    activations(request),
    ...contextRows(request),
    ...bufferRows(request),
    ...beforeCache(request),
    ...stateRows(request),
    ...(architecture.towers.length > 0 ? [between(
      'the encoder of images and sound',
      hasVllm(request.engine) ? encoderMemory(request) : ENCODER,
      'an estimate; it grows with the images of a prompt',
      constants.activationsInside,
    )] : []),
    ...(onCpu ? [between(
      'the processes of the server',
      isTei(request.engine) ? teiProcesses(architecture) : constants.processes ?? PYTHON_PROCESSES,
      hasVllm(request.engine) ? 'resident memory of vLLM 0.32.0 on a CPU' : 'an estimate',
      false,
    )] : [
      runtimeRow('CUDA context and kernels', constants.runtime, constants),
      ...(count > 1 ? [runtimeRow('buffers between devices', constants.several, constants)] : []),
      ...(eager || (architecture.task === 'encode' && !hasVllm(request.engine))
        ? []
        : [between('CUDA graphs', graphsOf(request), constants.source, constants.graphsInside)]),
      driver(request),
    ]),
  ].filter(({ bytes, uncertainty }) => !(bytes <= 0 && uncertainty <= 0));
}

/** What stands on the device before weights do; whether the share is of what it leaves. */
function runtimeRow(what: string, range: Range, { source, activationsInside, runtimeBefore }: EngineMemory): MemoryRow {
  return runtimeBefore ? { ...between(what, range, source, false), before: true } : between(what, range, source, activationsInside);
}

/**
 * Graphs of experts, and of layers with a state, are larger: vLLM was seen to take 2.4 GiB for a GLM-5.3, and up to 17 for a Kimi K3.
 * https://github.com/vllm-project/vllm/pull/51590, issues/50780
 */
function graphsOf({ constants: { graphs, estimatesGraphs }, architecture, split, dataType }: ResolvedRequest): Range {
  const isPlain = architecture.experts === undefined && architecture.layers.every(({ caches }) => caches.every(({ kind }) => kind === 'tokens'));
  if (!estimatesGraphs || isPlain) return graphs;
  return { ...graphs, most: graphs.most + GIB + 0.05 * weightBytesOfRank(architecture, split, dataType) };
}

/** What LMDeploy takes before its cache; TurboMind has buffers that no page names. */
function beforeCache(request: ResolvedRequest): MemoryRow[] {
  if (request.engine !== 'lmdeploy') return [];
  if (request.onTurboMind) {
    return [between('buffers of TurboMind', TURBOMIND_BUFFERS, '1.3 GiB in a log of LMDeploy 0.7.2 that nothing else explains', true)];
  }
  const [scores, isOpen] = [prefillScores(request), mayRunTurboMind(request)];
  const most = isOpen ? Math.max(scores.most, TURBOMIND_BUFFERS.most) : scores.most;
  const row = between('scores of a prefill, with the PyTorch engine', { ...scores, most }, 'two or seven bytes of each word for each token', true);
  return [isOpen ? row : { ...row, spare: true }];
}

/** States that are not in blocks of the cache. */
function stateRows(request: ResolvedRequest): MemoryRow[] {
  const states = keptStates(request);
  return states ? [between(`states of ${request.maxSequences} sequences`, states, 'one for each sequence that the server may take at once', true)] : [];
}

const TURBOMIND_BUFFERS: Range = { least: 0, likely: 0.5 * GIB, most: 2 * GIB };

/** What the driver keeps of a device, which the tools of its maker count and servers do not see: 0.6 % of an H100, 3 % of a T4. */
function driver({ device }: ResolvedRequest): MemoryRow {
  const share = device.bytes < 40 * GIB ? 0.016 : 0.009;
  return {
    what: 'kept by the driver',
    bytes: device.bytes * share,
    uncertainty: device.bytes * share,
    source: 'total_gpu_memory in logs of vLLM: 79.1 of 80 GiB, 22.07 of 22.35, 14.56 of 15',
    inside: false,
    before: true,
  };
}

/** How far off counted weights may be: servers pad, and the mix of types in a GGUF file differs. */
function weightError({ quantization }: Architecture): number {
  if (quantization === undefined) return 0.005;
  return ({ gguf: 0.06, bitsandbytes: 0.05 } as { [method: string]: number | undefined })[quantization.method] ?? 0.02;
}

/** How much more weights may take, where they may be stored in another way. */
function moreWeights(architecture: Architecture, split: Split, dataType: string): number {
  const orElse = architecture.quantization?.orElse;
  const bytes = (quantization: Architecture['quantization']) => weightBytesOfRank({ ...architecture, quantization }, split, dataType);
  return orElse === undefined ? 0 : bytes(orElse) - bytes(architecture.quantization);
}

/** Towers are divided as the rest is, unless a server is told to keep them whole (`--mm-encoder-tp-mode data`), as others do by themselves. */
function wholeTowers(architecture: Architecture, split: Split, dataType: string): number {
  const plain = bitsOfType(dataType);
  const size = (ranks: Split) => architecture.towers.reduce((sum, tensor) => sum + bytesOfTensor(architecture, tensor, ranks, plain), 0);
  return architecture.towers.length === 0 ? 0 : size(WHOLE) - size(split);
}

function weightRows({ architecture, split, dataType, offloadedBytes = 0, mayLackTowers }: ResolvedRequest): MemoryRow[] {
  const bytes = weightBytesOfRank(architecture, split, dataType);
  const lacking = mayLackTowers ? bytes - weightBytesOfRank({ ...architecture, towers: [] }, split, dataType) : 0;
  const kept = Math.max(0, bytes - offloadedBytes);
  return [{
    what: offloadedBytes > 0 ? `weights, without ${(Math.min(offloadedBytes, bytes) / GIB).toFixed(1)} GiB in the host's memory` : 'weights',
    bytes: kept,
    uncertainty: kept * weightError(architecture) + moreWeights(architecture, split, dataType) + wholeTowers(architecture, split, dataType)
      + lacking,
    source: `${architecture.name}: every tensor of its configuration${split.layered ? ' but those that llama.cpp looks up on the host' : ''}, in `
      + `${architecture.quantization?.method ?? dataType}`,
    inside: true,
  }];
}

/**
 * The embedding and the head, which the PyTorch engine of LMDeploy has whole on each rank for most models. https://github.com/InternLM/lmdeploy
 * lmdeploy/pytorch/models/llama.py, gemma.py, glm4_moe.py; a part of each in deepseek_v2.py of 0.16.0 (ParallelEmbedding, ParallelLMHead)
 */
function wholeEnds({ engine, onTurboMind, architecture, split, dataType }: ResolvedRequest): MemoryRow[] {
  if (engine !== 'lmdeploy' || onTurboMind || split.tensorParallel === 1) return [];
  const plain = bitsOfType(dataType);
  const size = (ranks: Split) => architecture.outer.reduce((sum, tensor) => sum + bytesOfTensor(architecture, tensor, ranks, plain), 0);
  const most = size(WHOLE) - size(split);
  const range = { least: 0, likely: most / 2, most };
  return [between('the embedding and the head, whole on each rank', range, 'what is not on this rank by its part of words', true)];
}

function paddingRows(request: ResolvedRequest): MemoryRow[] {
  const range = padding(request);
  return range === undefined ? [] : [between(
    'padding of experts',
    range,
    'kernels of MXFP4 take whole tiles; logs of gpt-oss-120b: https://github.com/vllm-project/vllm/issues/23278, issues/33155',
    true,
  )];
}

const IN_16_BITS: Range = { least: 0.95, likely: 1, most: 1.05 };

/**
 * What servers keep of the matrices of latent attention beside kv_b_proj, in parts of it in 16 bits. vLLM and SGLang: both products of it.
 * https://github.com/vllm-project/vllm vllm/model_executor/layers/attention/mla_attention.py. TensorRT-LLM: that of keys in its own type, and both in 16 bits
 * where an FP8 device needs them. https://github.com/NVIDIA/TensorRT-LLM tensorrt_llm/_torch/modules/attention.py (k_b_proj_trans, v_b_proj_dequant). LMDeploy:
 * both in 16 bits in its place. https://github.com/InternLM/lmdeploy lmdeploy/pytorch/models/deepseek_v2.py (kc, vc)
 */
const ABSORBED = new Map<string, Range>([
  ['vllm', IN_16_BITS], ['sglang', IN_16_BITS], ['kserve-huggingface', IN_16_BITS], ['matrixinfer-runtime', IN_16_BITS],
  ['tensorrt-llm', { least: 0.25, likely: 0.5, most: 1.25 }],
  ['lmdeploy', { least: 0, likely: 0.25, most: 1 }],
]);

function absorbed({ architecture, split, engine, onCpu }: ResolvedRequest): MemoryRow[] {
  const parts = ABSORBED.get(engine);
  if (parts === undefined || onCpu) return [];
  const ofStage = stagesOf(architecture, split).map(layers => layers.reduce((sum, { tensors }) => (
    sum + tensors.filter(({ name }) => name === 'self_attn.kv_b_proj').reduce((all, { rows, columns, parts: ranks = 1 }) => all
      + rows * columns * shareOf(ranks, split.tensorParallel) * 2, 0)
  ), 0));
  const bytes = Math.max(...ofStage);
  const { least, likely, most } = parts;
  const range = { least: least * bytes, likely: likely * bytes, most: most * bytes };
  return bytes === 0 ? [] : [between('products of latent attention', range, 'kv_b_proj once more, in 16 bits, or a part of it', true)];
}

/** Layers of the checkpoint itself, or a model: heads that draft share the embedding and the head of the model, other models have their own. */
function draftRows({ architecture, engine, version, split, dataType, draft }: ResolvedRequest): MemoryRow[] {
  if (draft === undefined) return [];
  const source = 'every tensor of its configuration';
  const inside = !loadsDraftLast(engine, version);
  if (draft === 'own') {
    const bytes = draftBytes(architecture, split, dataType);
    return [{ what: 'layers that draft tokens', bytes, uncertainty: bytes * 0.02, source, inside }];
  }
  const whole = { ...split, pipelineParallel: 1 };
  const [all, shared] = [weightBytesOfRank(draft, whole), weightBytesOfRank({ ...draft, outer: [] }, whole)];
  return [between(`the draft model ${draft.name}`, { least: shared * 0.98, likely: all, most: all * 1.02 }, source, inside)];
}

/** Tokens of the cache that a server keeps on top of its share while they are drafted. */
function draftedTokens(request: ResolvedRequest): MemoryRow[] {
  const tokens = tokensOnTop(request);
  if (tokens === undefined) return [];
  const each = cacheBytesPerToken(request.architecture, request);
  const range = { least: tokens.least * each, likely: tokens.likely * each, most: tokens.most * each };
  return [between('drafted tokens in the cache', range, 'drafted and verified tokens of each request, on top of the share', false)];
}

/** Two matrices of the rank beside each one that is adapted; servers make room for all of them in advance. */
function adapterRows({ architecture, adapters, split }: ResolvedRequest): MemoryRow[] {
  if (adapters === undefined || adapters.count === 0) return [];
  const adapted = (tensor: Tensor) => tensor.columns > 1 && ['attention', 'mlp', 'experts', 'shared-experts'].includes(tensor.family);
  const ofStage = stagesOf(architecture, split).map(layers => layers.reduce((sum, { tensors }) => (
    sum + tensors.filter(adapted).reduce((all, { rows, columns, experts = 1 }) => all + (rows + columns) * experts, 0)
  ), 0));
  const ends = architecture.outer.filter(({ name }) => /^(embed_tokens|lm_head)$/.test(name));
  const ofEnds = ends.reduce((sum, { rows, columns }) => sum + rows + columns, 0) * (ends.length === 1 ? 2 : 1); // one that is both is adapted twice
  const each = adapters.rank * adapters.count * 2;
  const bytes = Math.max(...ofStage) * each;
  return [{
    what: `${adapters.count} adapters of rank ${adapters.rank}`,
    bytes,
    uncertainty: bytes * 0.5 + ofEnds * each,
    source: 'two matrices of the rank beside each matrix, in 16 bits',
    inside: true,
  }];
}

/** What vLLM works with beside activations, by the model and its weights. */
function bufferRows(request: ResolvedRequest): MemoryRow[] {
  const [index, plain, words, scales] = [indexBuffers, plainWeights, wordCounts, repeatedScales].map(rangeOf => rangeOf(request));
  const { method } = request.architecture.quantization ?? {};
  return [
    ...(words ? [between('counts of words for penalties', words, 'vllm/v1/worker/gpu/sample/penalties.py: four bytes of each word and sequence', true)] : []),
    ...(scales?.most ? [between('scales of halved groups', scales, 'vllm/model_executor/layers/quantization/moe_wna16.py', true)] : []),
    ...(index ? [between('buffers of the sparse index', index, 'vllm/v1/attention/backends/mla/indexer.py: five of the longest contexts', true)] : []),
    ...(plain ? [between('weights of a layer in 16 bits', plain, `vllm computes with weights in ${method} after it has turned them into 16 bits`, true)] : []),
  ];
}

/** Bytes of all weights on disk, with those that only speculative decoding loads. */
export function diskBytes(architecture: Architecture): number {
  const plain = bitsOfType(architecture.dataType);
  const draft = architecture.draft.reduce((sum, tensor) => sum + bytesOfTensor(architecture, tensor, WHOLE, plain), 0);
  return weightBytesOfRank(architecture, WHOLE) + draft;
}
