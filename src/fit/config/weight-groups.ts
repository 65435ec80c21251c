import { Stored } from './algorithms';
import { Fields } from './fields';
import { mixOf } from './module-names';
import { isPlain, leaving, namesIn, ReadQuantization, ShareOf } from './stored-parts';
import { StoredTensor } from '../quantization';

/** A configuration of compressed-tensors. */
export function byGroups(own: Fields, shareOf: ShareOf): ReadQuantization {
  const groups = groupsOf(own);
  const [first] = groups;
  if (first === undefined) return { unknown: 'weights are quantized by compressed-tensors without a group of weights that is known' };
  const parts = groups.map(({ stored, targets }) => {
    const names = shareOf(targets.filter(target => !isClass(target)));
    const kinds = targets.filter(isClass);
    return { bits: stored.bits, share: (tensor: StoredTensor) => (kinds.some(kind => isOf(kind, tensor)) ? 1 : names(tensor)) };
  });
  const bitsOf = (tensor: StoredTensor, plain: number) => mixOf(parts.map(({ bits, share }) => ({ bits, share: share(tensor) })), plain);
  const isWhole = (tensor: StoredTensor) => ['head', 'embedding'].includes(tensor.family) && parts.some(({ share }) => share(tensor) > 0);
  return { known: leaving(first.method, first.stored, shareOf(namesIn(own, 'ignore')), bitsOf, isWhole) };
}

/**
 * What a kind of layers stands for: vLLM takes the head for no `Linear`, and an embedding only by that name. https://github.com/vllm-project/vllm
 * vllm/model_executor/layers/quantization/compressed_tensors/compressed_tensors.py
 */
const isOf = (kind: string, tensor: StoredTensor): boolean => (kind === 'Embedding' ? tensor.family === 'embedding' : !isPlain(tensor));

/** A kind of layers, `Linear`, in place of their names. */
const isClass = (target: string): boolean => /^[A-Z]\w*$/.test(target);

/** A group of a configuration of compressed-tensors, and the modules that it is about. */
interface Group {
  readonly method: string;
  readonly stored: Stored;
  readonly targets: readonly string[];
}

function groupsOf(own: Fields): Group[] {
  return (own.part('config_groups')?.entries ?? []).flatMap(([, group]) => (group && groupIn(own, group)) ?? []);
}

/** The first group; models have one for their weights, most of them. */
export const groupOf = (own: Fields): Group | undefined => groupsOf(own)[0];

function groupIn(own: Fields, found: Fields): Group | undefined {
  const weights = found.part('weights');
  const bits = weights?.tryCount('num_bits');
  if (weights === undefined || bits === undefined) return undefined;
  const size = weights.tryCount('group_size') ?? 0;
  const format = found.text('format') ?? own.text('format') ?? '';
  const isFloat = weights.text('type') === 'float';
  const scale = isFloat && (bits === 4 || size === 32) ? 8 : 16;
  const zero = !isFloat && !weights.is('symmetric', true) ? bits : 0;
  return {
    method: format.startsWith('mxfp4') ? 'mxfp4' : isFloat && bits === 4 ? 'nvfp4' : isFloat ? 'fp8' : `int${bits}`,
    stored: { bits: bits + (size > 0 ? (scale + zero) / size : 0), group: size },
    targets: namesIn(found, 'targets'),
  };
}

