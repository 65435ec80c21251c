import { Severity } from '../../values/finding';
import { oddCount } from '../node-counts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Machines have 1, 2, 4, 8 or 16 accelerators, and the heads of a model are divided by such numbers; a node of another number is taken whole. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the other accelerators of the node lie idle, and few models can be divided by such a number',
  topic: 'nodes',
  check({ plan: { compute: { accelerator, acceleratorCount: count } } }) {
    if (accelerator?.mostPerNode === undefined) return NOT_APPLICABLE;
    const said = oddCount(accelerator, count);
    return said === undefined ? [] : [said];
  },
};
