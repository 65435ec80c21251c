import { Architecture, Family, Layer, Tensor } from './architecture';
import { bitsOfType } from './data-types';

/** How a server divides a model. */
export interface Split {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Ranks that share out the experts; 1 where each has a part of every expert. */
  readonly expertParallel: number;
  /** Ranks that divide towers; those of tensor parallelism when not said, 1 where each has all of them. */
  readonly towerRanks?: number;
  /** Ranks that divide each expert; when not said 1 where ranks share them out, and else those of tensor parallelism. */
  readonly expertTensor?: number;
  /** Stages are those of llama.cpp, which keeps what it looks tokens up in on the host. */
  readonly layered?: boolean;
}

/** The whole model on one device. */
export const WHOLE: Split = { tensorParallel: 1, pipelineParallel: 1, expertParallel: 1 };

/** Numbers in a tensor, of all experts together. */
export function sizeOf({ rows, columns, experts = 1 }: Tensor): number {
  return rows * columns * experts;
}

/** Parameters of each family; those that only speculative decoding loads are a family of their own. */
export function parametersByFamily(architecture: Architecture): { [family in Family]?: number } {
  const found: { [family in Family]?: number } = {};
  forEachTensor(architecture, (tensor, times) => { found[tensor.family] = (found[tensor.family] ?? 0) + sizeOf(tensor) * times; });
  return found;
}

/** All parameters but those that only speculative decoding loads. */
export function parameters(architecture: Architecture): number {
  return Object.entries(parametersByFamily(architecture)).reduce((all, [family, count]) => (family === 'draft' ? all : all + count), 0);
}

/** Goes through all tensors, with how many layers have them. */
function forEachTensor(architecture: Architecture, visit: (tensor: Tensor, times: number) => void): void {
  const perLayer = new Map<Layer, number>();
  for (const layer of architecture.layers) perLayer.set(layer, (perLayer.get(layer) ?? 0) + 1);
  for (const [layer, times] of perLayer) layer.tensors.forEach(tensor => visit(tensor, times));
  for (const tensor of [...architecture.outer, ...architecture.towers, ...architecture.draft]) visit(tensor, 1);
}

/** Bytes of all weights, but those that only speculative decoding loads, as one device would load them. */
export function weightBytes(architecture: Architecture, dataType?: string): number {
  return weightBytesOfRank(architecture, WHOLE, dataType);
}

/** Bytes of the layers that only speculative decoding loads, on each rank of its stage. */
export function draftBytes(architecture: Architecture, split: Split, dataType?: string): number {
  return sum(architecture.draft.filter(({ name }) => !name.startsWith('disk.')), tensor => (
    bytesOfTensor(architecture, tensor, split, bitsOfType(dataType ?? architecture.dataType))
  ));
}

/** Bytes of the weights on the fullest rank. */
export function weightBytesOfRank(architecture: Architecture, split: Split, dataType?: string): number {
  const plain = bitsOfType(dataType ?? architecture.dataType);
  const bytesOf = (tensor: Tensor) => bytesOfTensor(architecture, tensor, split, plain);
  const ofLayer = new Map<Layer, number>();
  for (const layer of architecture.layers) {
    if (!ofLayer.has(layer)) ofLayer.set(layer, sum(layer.tensors, bytesOf));
  }
  const stages = stagesOf(architecture, split);
  const towers = sum(architecture.towers, bytesOf); // each stage may hold them: vLLM keeps the tower on the first, others everywhere
  const { first, last } = endsOf(architecture, split, stages.length > 1, bytesOf);
  return Math.max(...stages.map((layers, stage) => sum(layers, layer => ofLayer.get(layer)!) + towers
    + (stage === 0 ? first : 0) + (stage === stages.length - 1 ? last : 0)));
}

/** What llama.cpp looks up for each token: on the host, however many devices there are. src/llama-arch.cpp of b10488 (LLM_TENSOR_LAYER_INPUT) */
const LOOKED_UP = /^(embed_(tokens|positions|tokens_per_layer)|(word|position|token_type)_embeddings)$/;

/** Bytes beside the layers on the first stage and on the last; an embedding that is the head as well is on both, in llama.cpp on the last alone. */
function endsOf(
  { outer, task }: Architecture, { layered }: Split, several: boolean, bytesOf: (tensor: Tensor) => number,
): { readonly first: number; readonly last: number } {
  const [embeddings, others] = [outer.filter(({ family }) => family === 'embedding'), outer.filter(({ family }) => family !== 'embedding')];
  const tied = outer.every(({ family }) => family !== 'head');
  if (!layered) return { first: sum(embeddings, bytesOf), last: sum([...others, ...(tied && several ? embeddings : [])], bytesOf) };
  const kept = embeddings.filter(({ name }) => !LOOKED_UP.test(name) || (name === 'embed_tokens' && tied && task !== 'encode'));
  return { first: 0, last: sum([...others, ...kept], bytesOf) };
}

/**
 * The layers of each stage of a pipeline: as even as can be, with what is left over on those before the last. https://github.com/vllm-project/vllm
 * vllm/distributed/utils.py
 */
export function stagesOf(
  { layers, draftLayers = [] }: Pick<Architecture, 'layers' | 'draftLayers'>,
  { pipelineParallel, layered }: Pick<Split, 'pipelineParallel' | 'layered'>,
): readonly (readonly Layer[])[] {
  const stages = Math.max(1, Math.min(pipelineParallel, layers.length)); // more are refused
  const ends = layered ? endsOfDevices(layers.length, layers.length + draftLayers.length + 1, stages) : endsOfStages(layers.length, stages);
  return ends.map((end, stage) => layers.slice(ends[stage - 1] ?? 0, end));
}

function endsOfStages(layers: number, stages: number): readonly number[] {
  const last = stages - 1;
  const isLarger = (stage: number) => stage < last && stage >= last - layers % stages;
  let end = 0;
  return Array.from({ length: stages }, (_none, stage) => end += Math.floor(layers / stages) + (isLarger(stage) ? 1 : 0));
}

/**
 * llama.cpp shares out the head as one layer more, as it does layers that draft, loaded or not: the first of equal devices have more of the others.
 * src/llama-model.cpp (load_tensors)
 */
function endsOfDevices(layers: number, shared: number, devices: number): readonly number[] {
  return Array.from({ length: devices }, (_none, device) => Math.min(layers, Math.ceil((device + 1) * shared / devices)));
}

/** Bytes of a tensor on one rank: a part of its heads or channels, or of its experts, or all of it. */
export function bytesOfTensor({ quantization }: Architecture, tensor: Tensor, split: Split, plain: number): number {
  const bits = quantization?.bitsOf(tensor, plain) ?? plain;
  return rankSize(tensor, split) * bits / 8;
}

/** Numbers of a tensor on one rank. */
export function rankSize(tensor: Tensor, split: Split): number {
  const { tensorParallel, expertParallel, expertTensor = expertParallel > 1 ? 1 : tensorParallel, towerRanks = tensorParallel } = split;
  const { rows, columns, experts = 1, parts = 1, family } = tensor;
  if (family === 'vision' || family === 'projector') return rows * columns * experts / (parts % towerRanks === 0 ? towerRanks : 1); // else each has all of it
  if (family === 'experts') return rows * columns * Math.ceil(experts / expertParallel) * shareOf(parts, expertTensor);
  return rows * columns * experts * shareOf(parts, tensorParallel);
}

/** The part of something that one rank has, when ranks share out so many heads or channels: at least one of them. */
export function shareOf(parts: number, ranks: number): number {
  return Math.ceil(parts / Math.min(parts, ranks)) / parts;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
