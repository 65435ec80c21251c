import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Values of one pool that say different numbers of accelerators. */
export const rule: Rule<PoolSizes> = {
  severity: Severity.WARNING,
  why: 'AcceleratorPools with the same name are one pool, and its policies are judged by the smallest number',
  check({ pool, sizes }) {
    return sizes.length < 2 ? [] : [{
      what: `the pool ${pool} has ${sizes.join(' and ')} accelerators`,
      fix: 'make one AcceleratorPool and give it to all policies, or give a different pool a different name',
    }];
  },
};

/** A pool, and each number that is said of it. */
export interface PoolSizes {
  readonly pool: string;
  readonly sizes: readonly number[];
}
