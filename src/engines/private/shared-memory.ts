import { Size } from 'cdk8s';
import { Compute } from '../../values/compute';

/** Size of `/dev/shm` for a server of language models: 2 GiB for each accelerator, at least 2 and at most 16. A judgement: makers ask for 1 to 32. */
export function sharedMemoryFor(compute: Compute): Size {
  return Size.gibibytes(Math.min(16, 2 * Math.max(1, compute.acceleratorCount)));
}
