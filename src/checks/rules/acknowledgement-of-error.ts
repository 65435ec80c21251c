import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The findings that were acknowledged, against those that can be. */
export const rule: Rule<Acknowledged> = {
  severity: Severity.ERROR,
  why: 'only warnings can be acknowledged; the API server would refuse an object with an error, or it would never serve',
  check({ rule: id, reason, severity }) {
    return severity !== Severity.ERROR ? [] : [{
      what: `the rule ${id} is an error and was acknowledged (${reason})`, fix: 'mend the error, and remove the acknowledgement',
    }];
  },
};

/** A warning that somebody accepts. */
export interface Acknowledged {
  readonly rule: string;
  readonly reason: string;
  /** That of the rule. */
  readonly severity?: Severity;
}
