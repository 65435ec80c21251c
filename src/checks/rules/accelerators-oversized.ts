import { Severity } from '../../values/finding';
import { fewestOf } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The accelerators of a replica, against the fewest of the same kind that serve what is wanted. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a third of the accelerators serves the context and the sequences that are wanted; more of them may be meant for speed',
  topic: 'weights',
  check(subject) {
    const { plan: { compute: { accelerator, acceleratorCount: count } }, memory } = subject;
    if (memory?.verdict !== 'fits' || accelerator === undefined || count < 3) return NOT_APPLICABLE;
    const fewest = fewestOf(subject.patched);
    if (fewest === undefined || fewest * 3 > count) return [];
    return [{
      what: `${count} × ${accelerator.name} serve ${memory.concurrency} × ${memory.maxModelLen} tokens, and ${fewest} would`,
      fix: `use ${fewest}, or say what more is wanted in footprint.concurrency, or acknowledge the finding where it is for speed`,
    }];
  },
};
