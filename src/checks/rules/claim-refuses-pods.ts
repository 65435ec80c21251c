import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { mountsAtOnce, WeightClaim, weightClaims } from '../claims';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** The claim that the weights are on, against what its access mode never lets happen. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a volume for one Pod keeps the second one waiting for ever, and a volume that can only be read is never filled',
  pitfall: 12,
  topic: 'cache',
  after: 'cache-not-shared',
  check({ plan }) {
    const known = weightClaims(plan);
    return known.length === 0 ? NOT_APPLICABLE : known.flatMap(claim => judged(claim, plan));
  },
};

function judged({ what, mode }: WeightClaim, plan: RuntimePlan): Said[] {
  if (what === 'cache' && mode === 'ReadOnlyMany' && !plan.cache._job) return [NEVER_WRITTEN];
  const who = mode === 'ReadWriteOncePod' ? mountsAtOnce(plan) : undefined;
  if (who === undefined) return [];
  return [{
    what: `the ${what} is a ReadWriteOncePod claim, and ${who} would mount it in several Pods`,
    fix: 'use a claim that several Pods can mount, such as ReadWriteMany; for one replica Rollout.recreate() is enough',
  }];
}

const NEVER_WRITTEN: Said = {
  what: 'the cache is a ReadOnlyMany claim, and nothing could write the weights to it',
  fix: 'use ModelSource.pvc() for weights that are there already, or a claim that can be written',
};
