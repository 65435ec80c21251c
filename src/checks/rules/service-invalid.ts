import { Refusal } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A plan that could not be made, because of its ports. */
export const rule: Rule<Refusal> = {
  severity: Severity.ERROR,
  why: 'no Service can be made of it that leads to the server',
  check({ message }) {
    return [{ what: message, fix: 'change service or containerPorts' }];
  },
};
