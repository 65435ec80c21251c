import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The accelerators of a replica against the most that a known node has. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no node is known to have that many accelerators, and the Pod stays Pending for ever',
  topic: 'nodes',
  check({ plan: { compute: { accelerator, acceleratorCount } } }) {
    const most = accelerator?.mostPerNode;
    if (most === undefined) return NOT_APPLICABLE;
    return acceleratorCount <= most ? [] : [{
      what: `one replica asks for ${acceleratorCount} × ${accelerator!.name}, known nodes have at most ${most}`,
      fix: 'use fewer accelerators per replica, as a replica runs on one node; where your nodes have more, acknowledge this',
    }];
  },
};
