import { Stored } from './algorithms';
import { Fields } from './fields';
import { mixOf } from './module-names';
import { leaving, namesIn, ReadQuantization, ShareOf } from './stored-parts';
import { StoredTensor } from '../quantization';

/** Bits of a number by its type, without scales. */
const BITS: { readonly [dtype: string]: number } = {
  fp8_e4m3: 8, fp8_e5m2: 8, int8: 8, uint8: 8, int4: 4, uint4: 4, fp4: 4, fp6_e2m3: 6, fp6_e3m2: 6,
};

/**
 * AMD's Quark: one way for all matrices, others for modules that are named, and some that are left as they are. https://github.com/vllm-project/vllm
 * vllm/model_executor/layers/quantization/quark
 */
export function byQuark(own: Fields, shareOf: ShareOf): ReadQuantization {
  const all = storedBy(own.part('global_quant_config'));
  const named = (own.part('layer_quant_config')?.entries ?? []).filter(([, how]) => how?.part('weight') !== undefined)
    .map(([name, how]) => ({ stored: storedBy(how), share: shareOf([name]) }));
  const ofKinds = Object.keys(own.part('layer_type_quant_config')?.json ?? {}).length > 0;
  if (all === undefined || ofKinds || named.some(({ stored }) => stored === undefined)) {
    return { unknown: 'weights are quantized by quark, in a way whose size is not known' };
  }
  const bitsOf = (tensor: StoredTensor) => mixOf(named.map(({ stored, share }) => ({ bits: stored!.bits, share: share(tensor) })), all.bits);
  return { known: leaving(methodOf(all), all, shareOf(namesIn(own, 'exclude')), bitsOf) };
}

/** The name that others have for it. */
function methodOf({ type, group }: Named): string {
  if (!type.startsWith('fp')) return type.replace('u', '');
  return group === 0 ? type.slice(0, 3) : `mx${type.slice(0, 3)}`;
}

/** How weights are stored, and the type of their numbers. */
interface Named extends Stored {
  readonly type: string;
}

/** How a group of weights is stored; undefined for types, and for mixtures of them, that are not known. */
function storedBy(how: Fields | undefined): Named | undefined {
  if (how === undefined || Array.isArray(how.json.weight)) return undefined;
  const weight = how.part('weight');
  const type = weight?.text('dtype') ?? '';
  if (weight === undefined || !Object.hasOwn(BITS, type)) return undefined;
  const size = weight.text('qscheme') === 'per_group' ? weight.tryCount('group_size') : 0;
  if (size === undefined) return undefined;
  const isFloat = type.startsWith('fp');
  const zero = isFloat || weight.is('symmetric', true) ? 0 : BITS[type];
  return { bits: BITS[type] + (size === 0 ? 0 : ((isFloat ? 8 : 16) + zero) / size), group: size, type };
}
