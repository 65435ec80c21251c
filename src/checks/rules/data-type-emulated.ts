import { Severity } from '../../values/finding';
import { emulatedType } from '../emulated-type';
import { typeProblemOf } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Types of weights that a device has no instructions for, and that servers turn into 16 bits for each step. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'such weights save memory but no time there, and not every version of the server takes all of them',
  topic: 'weights',
  check(subject) {
    if (subject.plan.architecture === undefined) return NOT_APPLICABLE;
    const what = typeProblemOf(subject.patched, 'emulated');
    return what === undefined ? [] : [emulatedType(what)];
  },
};
