import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Two objects that route the same requests of the same Gateway. */
export const rule: Rule<Overlap> = {
  severity: Severity.WARNING,
  why: 'the HTTPRoute that was made first gets all of those requests, and the other one none',
  check({ path, other, requests, hosts }) {
    return [{
      what: `${path} and ${other} both route ${requests} of ${hosts.length === 0 ? 'all host names' : hosts.join(', ')} of the same Gateway`,
      fix: 'make both one ModelRoute, whose weights split requests; or tell them apart by host names, or by a match',
    }];
  },
};

/** Two objects, and the requests that both take. */
export interface Overlap {
  readonly path: string;
  readonly other: string;
  /** Them in words. */
  readonly requests: string;
  /** Host names that both are for. */
  readonly hosts: readonly string[];
}
