import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** The findings that were acknowledged, against those that there are. */
export const rule: Rule<Acknowledged> = {
  severity: Severity.WARNING,
  why: 'an acknowledgement that fits nothing hides the next finding of that rule',
  check({ rule: id, reason, severity, used }) {
    if (severity === Severity.ERROR) return NOT_APPLICABLE;
    return used ? [] : [{ what: `the rule ${id} finds nothing here, and was acknowledged (${reason})`, fix: 'remove the acknowledgement' }];
  },
};

/** A warning that somebody accepts. */
export interface Acknowledged {
  readonly rule: string;
  readonly reason: string;
  /** That of the rule. */
  readonly severity?: Severity;
  /** Whether it fitted a finding. */
  readonly used: boolean;
}
