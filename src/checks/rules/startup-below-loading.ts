import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The start-up budget against the time that the weights take. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the server may be restarted before it has read its weights, for ever',
  pitfall: 1,
  topic: 'startup',
  check({ plan: { timing: { startup, loading }, weights } }) {
    if (!weights.known) return NOT_APPLICABLE;
    return startup >= loading ? [] : [{
      what: `the start-up budget is ${startup} s, reading the weights and warming up is estimated at ${loading} s`,
      fix: 'leave timing.startup out, or acknowledge the finding when you measured it',
    }];
  },
};
