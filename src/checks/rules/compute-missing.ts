import { Refusal } from '../../render/refusal';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A plan that could not be made, because nobody says compute. */
export const rule: Rule<Refusal> = {
  severity: Severity.ERROR,
  why: 'a container without requests is the first to be evicted, and no accelerator is given to it',
  pitfall: 7,
  check({ message }) {
    return [{
      what: message,
      fix: 'give compute to the profile, for example Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) })',
    }];
  },
};
