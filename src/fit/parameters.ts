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
  const stages = stagesOf(architecture.layers, split.pipelineParallel);
  const towers = sum(architecture.towers, bytesOf); // each stage may hold them: vLLM keeps the tower on the first, others everywhere
  const first = sum(architecture.outer.filter(({ family }) => family === 'embedding'), bytesOf);
  const tied = architecture.outer.every(({ family }) => family !== 'head');
  const last = sum(architecture.outer.filter(({ family }) => family !== 'embedding'), bytesOf) + (tied && stages.length > 1 ? first : 0);
  return Math.max(...stages.map((layers, stage) => sum(layers, layer => ofLayer.get(layer)!) + towers
    + (stage === 0 ? first : 0) + (stage === stages.length - 1 ? last : 0)));
}

/**
 * The layers of each stage of a pipeline: as even as can be, with what is left over on those before the last. https://github.com/vllm-project/vllm
 * vllm/distributed/utils.py
 */
export function stagesOf(layers: readonly Layer[], wanted: number): readonly (readonly Layer[])[] {
  const stages = Math.max(1, Math.min(wanted, layers.length)); // more are refused
  const each = Math.floor(layers.length / stages);
  const counts = Array.from({ length: stages }, () => each);
  for (let from = 2; from < 2 + layers.length % stages; from++) counts[stages - from]++;
  let from = 0;
  return counts.map(count => layers.slice(from, from += count));
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
