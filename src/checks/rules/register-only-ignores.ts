import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Settings that something was given which is only registered, and that its custom resource has no field for. Those of a profile are not its own. */
export const rule: Rule<Registered> = {
  severity: Severity.WARNING,
  why: 'a model, server or route that is only registered has no other object that the setting could change',
  check({ what, unused }) {
    return unused.length === 0 ? [] : [{
      what: `registerOnly is true, and ${what} has ${unused.join(', ')}`, fix: `remove ${unused.length === 1 ? 'it' : 'them'}, or registerOnly`,
    }];
  },
};

/** Something that is only registered. */
export interface Registered {
  /** What it is, in words. */
  readonly what: string;
  /** Its settings that nothing reads. */
  readonly unused: readonly string[];
}
