import { Stored } from './algorithms';
import { Fields } from './fields';
import { ModuleShare } from './module-names';
import { Quantization, StoredTensor } from '../quantization';

/** Begin of the names of tensors that a checkpoint has, and that no server loads. */
export const ON_DISK = 'disk.';

/** Parts of a model that methods leave as they are, unless a configuration says otherwise. */
const PLAIN_FAMILIES = new Set(['embedding', 'head', 'norm', 'router', 'vision', 'projector', 'pooler']);

/** What is read: the quantization, none, or what is not known of it. */
export type ReadQuantization = { readonly known?: Quantization; readonly unknown?: string };

/** The share of layers that modules are named of. */
export type ShareOf = (modules: readonly string[]) => ModuleShare;

/** The bits of a tensor beside those of the method; undefined where they are those. */
export type BitsOf = (tensor: StoredTensor, plain: number, bits: number) => number | undefined;

/** No module is left out. */
export const NOWHERE: ModuleShare = () => 0;

/** Whether methods leave a tensor as it is, unless a configuration names it. */
export const isPlain = ({ columns, family, name }: StoredTensor): boolean => columns === 1
  || PLAIN_FAMILIES.has(family)
  || name === 'router' || name.startsWith(ON_DISK);

/** All matrices but those that are left out; of those that methods leave as they are, the ones that are quantized in this checkpoint. */
export function leaving(
  method: string, { bits, group }: Stored, left: ModuleShare, other: BitsOf = () => undefined,
  isWhole: (tensor: StoredTensor) => boolean = () => false,
): Quantization {
  return {
    method,
    group,
    bitsOf(tensor, plain) {
      if (isPlain(tensor) && !(isWhole(tensor) && tensor.columns > 1)) return plain;
      const share = left(tensor);
      return (other(tensor, plain, bits) ?? bits) * (1 - share) + plain * share;
    },
  };
}

/** The names in the lists of a configuration. */
export function namesIn(own: Fields, ...lists: string[]): string[] {
  return lists.flatMap(name => own.words(name) ?? []);
}
