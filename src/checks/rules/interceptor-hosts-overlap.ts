import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Two policies that know their requests by the same host and the same path, at one interceptor. */
export const rule: Rule<SharedHosts> = {
  severity: Severity.WARNING,
  why: 'the interceptor finds one model by a host and a path: all of those requests go to one of them, and the other one is never woken',
  check({ path, other, hosts, paths }) {
    if (hosts.length === 0 || paths.length === 0) return [];
    return [{
      what: `${path} and ${other} both take requests for ${hosts.map(host => show(host)).join(', ')} with ${paths.map(one => show(one)).join(', ')} `
        + 'at one interceptor',
      fix: 'give each of them hosts of its own, or paths',
    }];
  },
};

/** Two policies, and the hosts and paths that both say. */
export interface SharedHosts {
  readonly path: string;
  readonly other: string;
  readonly hosts: readonly string[];
  /** Beginnings of paths; one of `/` for any. */
  readonly paths: readonly string[];
}
