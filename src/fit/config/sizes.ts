import { Architecture, Layer, LayerCache, Tensor } from '../architecture';
import { sizeOf } from '../parameters';

/** What no sum may have: one that is not a number takes all others with it, and is neither more nor less than what there is room for. */
const isSize = (size: number): boolean => Number.isFinite(size) && size >= 0;

const hasSizes = (part: object): boolean => Object.values(part).every(value => typeof value !== 'number' || isSize(value));

const isCounted = (tensor: Tensor): boolean => isSize(sizeOf(tensor));

const isKept = (cache: LayerCache): boolean => (cache.kind === 'state' ? cache.states.every(hasSizes) : hasSizes(cache));

/** A model without what has no size, and a sentence about each such part: a guard behind all that computes sizes. */
export function withSizes(whole: Architecture, unknowns: string[]): Architecture {
  const layers = new Set([...whole.layers, ...whole.draftLayers ?? []]);
  const tensors = [...layers].flatMap(layer => layer.tensors).concat(whole.outer, whole.towers, whole.draft);
  const wrong = [
    ...tensors.filter(tensor => !isCounted(tensor)).map(({ family, name }) => `the size of its ${name} (${family}) is not known`),
    ...[...layers].every(({ caches }) => caches.every(isKept)) ? [] : ['what a layer keeps of each token is not known'],
  ];
  if (wrong.length === 0) return whole;
  unknowns.push(...new Set(wrong));
  const counted = (layer: Layer): Layer => ({ tensors: layer.tensors.filter(isCounted), caches: layer.caches.filter(isKept) });
  const alike = new Map([...layers].map(layer => [layer, counted(layer)] as const));
  return {
    ...whole,
    layers: whole.layers.map(layer => alike.get(layer)!),
    draftLayers: whole.draftLayers?.map(layer => alike.get(layer)!),
    outer: whole.outer.filter(isCounted),
    towers: whole.towers.filter(isCounted),
    draft: whole.draft.filter(isCounted),
  };
}
