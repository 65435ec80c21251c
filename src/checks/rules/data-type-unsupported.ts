import { Severity } from '../../values/finding';
import { typeProblemOf } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Types of weights and cache that a device has no instructions for, or that a server refuses, and that nothing replaces. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the server checks the device before it loads anything, and ends',
  topic: 'weights',
  check(subject) {
    if (subject.plan.architecture === undefined) return NOT_APPLICABLE;
    const what = typeProblemOf(subject.patched, 'refused');
    return what === undefined ? [] : [{ what, fix: 'use another device, or weights or a cache of another type' }];
  },
};
