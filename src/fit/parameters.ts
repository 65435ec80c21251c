import { Architecture, Family, Layer, Tensor } from './architecture';

/** How a server divides a model. */
export interface Split {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Ranks that share out the experts; 1 where each has a part of every expert. */
  readonly expertParallel: number;
}

/** Numbers in a tensor, of all experts together. */
export function sizeOf({ rows, columns, experts = 1 }: Tensor): number {
  return rows * columns * experts;
}

/** Parameters of each family; those that only speculative decoding loads are a family of their own. */
export function parametersByFamily(architecture: Architecture): { [family in Family]?: number } {
  const found: { [family in Family]?: number } = {};
  const perLayer = new Map<Layer, number>();
  for (const layer of architecture.layers) perLayer.set(layer, (perLayer.get(layer) ?? 0) + 1);
  const add = (tensors: readonly Tensor[], times: number) => {
    for (const tensor of tensors) found[tensor.family] = (found[tensor.family] ?? 0) + sizeOf(tensor) * times;
  };
  for (const [layer, times] of perLayer) add(layer.tensors, times);
  add([...architecture.outer, ...architecture.towers, ...architecture.draft], 1);
  return found;
}

/** All parameters but those that only speculative decoding loads. */
export function parameters(architecture: Architecture): number {
  return Object.entries(parametersByFamily(architecture)).reduce((sum, [family, count]) => (family === 'draft' ? sum : sum + count), 0);
}

/** Bytes of all weights, but those that only speculative decoding loads, as one device would load them. */
export function weightBytes(_architecture: Architecture, _dataType?: string): number {
  throw new Error('not yet');
}

/** Bytes of the weights on the fullest rank. */
export function weightBytesOfRank(_architecture: Architecture, _split: Split, _dataType?: string): number {
  throw new Error('not yet');
}
