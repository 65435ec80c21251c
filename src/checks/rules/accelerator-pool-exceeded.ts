import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The accelerators that the policies and models of a pool can ask for together, against those that it has. */
export const rule: Rule<PoolDemand> = {
  severity: Severity.WARNING,
  why: 'Pods for which no accelerator is left stay Pending, and those of one model may take accelerators that another one needs',
  check({ pool, available, demands }) {
    const wanted = demands.reduce((sum, { maxReplicas, accelerators }) => sum + maxReplicas * accelerators, 0);
    const each = demands.map(({ path, maxReplicas, accelerators, isFixed }) => `${path}${isFixed ? '' : ' up to'} ${maxReplicas} × ${accelerators}`);
    const fixed = demands.filter(({ isFixed }) => isFixed).length;
    const members = fixed === 0 ? ['policy', 'policies'] : fixed === demands.length ? ['model', 'models'] : ['', 'policies and models'];
    const who = demands.length === 1 ? `its ${members[0]}` : `its ${demands.length} ${members[1]}`;
    return wanted <= available ? [] : [{
      what: `the pool ${pool} has ${available} accelerators, and ${who} can ask for ${wanted}: ${each.join(', ')}`,
      fix: 'give smaller maxReplicas or replicas, or the pool more accelerators; acknowledge the finding when the models are never busy at the same time',
    }];
  },
};

/** A pool, and what its policies can ask of it. */
export interface PoolDemand {
  readonly pool: string;
  readonly available: number;
  readonly demands: readonly PoolDemandOf[];
}

/** The part of one policy, or of a model whose replicas are fixed. */
export interface PoolDemandOf {
  readonly path: string;
  readonly maxReplicas: number;
  readonly accelerators: number;
  readonly isFixed: boolean;
}
