import { Severity } from '../../values/finding';
import { beyondNodes } from '../node-counts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The accelerators of a replica against the most that a known node has. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no node is known to have that many accelerators, and the Pod stays Pending for ever',
  topic: 'nodes',
  check({ plan: { compute: { accelerator, acceleratorCount } } }) {
    if (accelerator?.mostPerNode === undefined) return NOT_APPLICABLE;
    const said = beyondNodes(accelerator, acceleratorCount);
    return said === undefined ? [] : [said];
  },
};
