import { Refusal } from '../../render/refusal';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A plan that could not be made, because of the source. */
export const rule: Rule<Refusal> = {
  severity: Severity.ERROR,
  why: 'the source says that it can never work this way',
  check({ message }) {
    return [{ what: message, fix: 'change the value that it names, or take another source' }];
  },
};
