import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Machines have 1, 2, 4, 8 or 16 accelerators, and the heads of a model are divided by such numbers; a node of another number is taken whole. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the other accelerators of the node lie idle, and few models can be divided by such a number',
  topic: 'nodes',
  check({ plan: { compute: { accelerator, acceleratorCount: count } } }) {
    const most = accelerator?.mostPerNode;
    if (most === undefined || count > most) return NOT_APPLICABLE;
    if (isPowerOfTwo(count) || count === most) return [];
    const [fewer, more] = [2 ** Math.floor(Math.log2(count)), Math.min(most, 2 ** Math.ceil(Math.log2(count)))];
    return [{
      what: `one replica asks for ${count} × ${accelerator!.name}, and no known node has ${count}: it takes one with ${more}`,
      fix: `use ${fewer} or ${more}, or acknowledge the finding where your nodes have ${count} and the model can be divided by it`,
    }];
  },
};

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
