import { Severity } from '../../values/finding';
import { fewestOf } from '../footprint-words';
import { oversized } from '../node-counts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The accelerators of a replica, against the fewest of the same kind that serve what is wanted. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a third of the accelerators serves the context and the sequences that are wanted; more of them may be meant for speed',
  topic: 'weights',
  check(subject) {
    const { plan: { compute: { accelerator, acceleratorCount: count } }, memory } = subject;
    if (memory?.verdict !== 'fits' || accelerator === undefined || count < 3) return NOT_APPLICABLE;
    const said = oversized(accelerator, count, fewestOf(subject.patched), memory);
    return said === undefined ? [] : [said];
  },
};
