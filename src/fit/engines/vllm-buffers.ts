import { Range } from './engine-memory';
import { hasVllm } from './served-models';
import { mayRunNewerRunner } from './vllm-starts';
import { computeCapability } from '../../facts/compute-capabilities';
import { isAtLeast } from '../../facts/versions';
import { Layer, Tensor } from '../architecture';
import { bitsOfType } from '../data-types';
import { rankSize, shareOf } from '../parameters';
import { ResolvedRequest } from '../plan-request';

const MIB = 1024 ** 2;

/** What attention computes of tokens that are in the cache by then: while vLLM profiles, and beside that when it serves. */
export interface PrefillContext {
  readonly profiled: number;
  readonly beside: number;
}

/**
 * Latent attention turns latents of the cache into keys and values while it reads the rest of a prompt: of as many tokens as eight of the longest prompts
 * have, up to 64K. vLLM profiles with the product of one matrix, from 0.11.0 on, and joins it with the positions when it serves.
 * https://github.com/vllm-project/vllm vllm/model_executor/layers/attention/mla_attention.py (determine_chunked_prefill_workspace_size)
 */
export function prefillContext(request: ResolvedRequest): PrefillContext {
  const { engine, version, architecture: { layers }, onCpu, dataType, maxModelLen, maxSequences, tensorParallel } = request;
  const { product, queries, hasIndex } = latentOf(layers);
  if (!hasVllm(engine) || onCpu || product === undefined || hasIndex) return { profiled: 0, beside: 0 };
  const isProfiled = isAtLeast(version, '0.11.0');
  const tokens = Math.min(Math.max(8 * maxModelLen, 4 * maxSequences * 64), (isProfiled ? 64 : 128) * 1024);
  const bytes = ({ rows, parts = 1 }: Tensor) => tokens * rows * shareOf(parts, tensorParallel) * Math.max(2, bitsOfType(dataType) / 8);
  const [ofProduct, ofKeys] = [bytes(product), queries === undefined ? 0 : bytes(queries)]; // keys are as wide as queries
  return isProfiled ? { profiled: ofProduct, beside: ofKeys } : { profiled: 0, beside: ofProduct + ofKeys };
}

/** The matrices of latent attention that decide it, and whether it has an index. */
interface Latent {
  readonly product?: Tensor;
  readonly queries?: Tensor;
  readonly hasIndex: boolean;
}

/** What was found of layers: several rows ask. */
const LATENT = new WeakMap<readonly Layer[], Latent>();

export function latentOf(layers: readonly Layer[]): Latent {
  const known = LATENT.get(layers);
  if (known) return known;
  const tensors = [...new Set(layers)].flatMap(layer => layer.tensors);
  const product = tensors.find(({ name }) => name === 'self_attn.kv_b_proj');
  const found = product === undefined ? { hasIndex: false } : {
    product,
    queries: tensors.find(({ name, columns }) => columns > 1 && (name === 'self_attn.q_b_proj' || name === 'self_attn.q_proj')),
    hasIndex: tensors.some(({ name }) => name.startsWith('self_attn.indexer.')),
  };
  LATENT.set(layers, found);
  return found;
}

/**
 * What a sparse index works with: latents of five of the longest prompts in 16 bits, and scores of each token for each other one, which are bounded since
 * 0.20.0 but for those of tokens that are generated. https://github.com/vllm-project/vllm vllm/v1/attention/backends/mla/indexer.py
 */
export function indexBuffers(request: ResolvedRequest): Range | undefined {
  const { engine, version, architecture: { layers }, onCpu, maxModelLen, maxBatchedTokens, maxSequences } = request;
  if (!hasVllm(engine) || onCpu || !latentOf(layers).hasIndex) return undefined;
  const elements = Math.max(...layers.flatMap(({ caches }) => caches.map(cache => (cache.kind === 'tokens' ? cache.elements : 0))));
  const workspace = 5 * maxModelLen * elements * 2;
  const ofGenerated = Math.min(maxSequences, maxBatchedTokens) * maxModelLen * 4;
  const scores = isAtLeast(version, '0.20.0') ? Math.max(512 * MIB, ofGenerated) : maxBatchedTokens * maxModelLen * 4;
  return { least: 0, likely: workspace, most: workspace + scores };
}

/**
 * Words that each sequence has had, for penalties: the newer runner keeps a number of each word for all sequences that it may take.
 * https://github.com/vllm-project/vllm vllm/v1/worker/gpu/sample/penalties.py
 */
export function wordCounts({ engine, version, architecture, onCpu, maxSequences }: ResolvedRequest): Range | undefined {
  if (!hasVllm(engine) || onCpu || !mayRunNewerRunner({ version, architecture })) return undefined;
  const most = maxSequences * architecture.vocabulary * (4 + 1 / 8);
  return { least: 0, likely: most / 2, most };
}

/**
 * Weights that vLLM turns into 16 bits whenever it computes with many tokens: one matrix, and with bitsandbytes all experts of a layer. Newer devices have
 * kernels that need none for AWQ and GPTQ. https://github.com/vllm-project/vllm/blob/v0.20.0 vllm/model_executor/layers/quantization
 */
export function plainWeights({ engine, architecture, device, split, onCpu }: ResolvedRequest): Range | undefined {
  const { quantization, layers } = architecture;
  const method = quantization?.method ?? '';
  const isOld = (computeCapability(device.name) ?? 9) < 8;
  if (!hasVllm(engine) || onCpu || !(/^(bitsandbytes|gguf)$/.test(method) || (isOld && /^(awq|gptq)$/.test(method)))) return undefined;
  const size = (tensors: readonly Tensor[]) => tensors.reduce((sum, tensor) => sum + rankSize(tensor, split), 0);
  const ofLayer = (tensors: readonly Tensor[]) => {
    const matrices = tensors.filter(({ columns }) => columns > 1);
    const joined = matrices.filter(({ family, name }) => family === 'mlp' && !name.endsWith('down_proj'));
    return Math.max(size(joined), method === 'bitsandbytes' ? size(matrices.filter(({ family }) => family === 'experts')) : 0);
  };
  const most = 2 * Math.max(0, ...[...new Set(layers)].map(({ tensors }) => ofLayer(tensors)));
  return { least: 0, likely: most / 2, most };
}

/**
 * Weights that have to share a scale on each rank: of experts in AWQ and GPTQ vLLM halves the groups, down to 32, and has their scales more than once.
 * https://github.com/vllm-project/vllm vllm/model_executor/layers/quantization/moe_wna16.py (group_size_div_factor)
 */
export function smallestGroup({ engine, architecture: { experts, quantization } }: ResolvedRequest): number {
  const { method = '', group = 1 } = quantization ?? {};
  return hasVllm(engine) && experts !== undefined && /^(awq|gptq)$/.test(method) ? Math.min(group, 32) : group;
}

/** What scales and zero points of halved groups take more: 16 and 4 bits of each group. */
export function repeatedScales(request: ResolvedRequest): Range | undefined {
  const { architecture: { intermediate, layers, quantization }, split, tensorParallel } = request;
  const { group = 1 } = quantization ?? {};
  if (smallestGroup(request) === group || split.expertTensor === 1) return undefined;
  const channels = intermediate / (split.expertTensor ?? tensorParallel);
  let halved = group;
  while (halved > 32 && channels % halved !== 0) halved /= 2;
  const experts = layers.flatMap(({ tensors }) => tensors.filter(({ family }) => family === 'experts'));
  const numbers = experts.reduce((sum, tensor) => sum + rankSize(tensor, split), 0);
  const bytes = numbers / split.pipelineParallel * 20 / 8 * (1 / halved - 1 / group);
  return { least: 0, likely: bytes, most: bytes };
}
