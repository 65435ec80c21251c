import { AcceleratorTraits } from './accelerator-parts';
import { invalid } from '../../ground/errors';

/** The accelerators of one replica: as told, else all chips of a topology, else one. Throws on a number that can never be had. */
export function checkedCount(accelerator: AcceleratorTraits, told: number | undefined): number {
  const { name, chips, part } = accelerator;
  const what = `count of ${name}`;
  const count = told ?? chips ?? 1;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw invalid({
      what,
      got: count,
      allowed: 'a whole number from 1 on',
      fix: 'accelerators cannot be shared by fractions; use Accelerator.mig() for a slice',
    });
  }
  if (chips !== undefined && count !== chips) {
    throw invalid({
      what,
      got: count,
      allowed: `${chips}, the chips of the topology: a node has all of them, and gives them to one Pod`,
      fix: 'leave count out, or use another topology',
    });
  }
  if (part === 'MIG slice' && count > 1) {
    throw invalid({ what, got: count, allowed: '1: one server cannot span MIG slices', fix: 'use a larger MIG profile or whole GPUs' });
  }
  if (part === 'MPS share' && count > 1) {
    throw invalid({
      what,
      got: count,
      allowed: '1: the device plugin refuses more than one MPS share for a Pod',
      fix: 'use a share of fewer replicas, or whole GPUs',
    });
  }
  return count;
}
