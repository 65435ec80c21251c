import { at, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { Rule, Said } from '../rule';

/** Budgets of others for the model's Pods, and its own where it is patched: one that allows no eviction, ever. */
export const rule: Rule<Budgets> = {
  severity: Severity.WARNING,
  why: 'a drain of the node, and with it an upgrade of the cluster, never ends',
  check({ budgets, replicas }) {
    return budgets.flatMap(budget => judged(budget, replicas));
  },
};

/** Disruption budgets for the Pods of a model. */
export interface Budgets {
  readonly budgets: readonly Companion[];
  /** How many Pods there are at least, where it is known. */
  readonly replicas?: number;
}

function judged(budget: Companion, replicas: number | undefined): Said[] {
  const { spec } = budget.manifest;
  const [most, fewest] = [at(spec, 'maxUnavailable'), at(spec, 'minAvailable')];
  const kept = fewest === undefined ? undefined : countOf(fewest, replicas);
  const isFull = fewest === '100%' || (kept !== undefined && replicas !== undefined && replicas > 0 && kept >= replicas);
  if (!isFull && ![0, '0', '0%'].includes(most as string)) return [];
  const says = isFull ? `minAvailable ${String(fewest)}${replicas === undefined ? '' : ` of ${replicas}`}` : `maxUnavailable ${String(most)}`;
  return [{
    what: `${nameOf(budget)} says ${says}, and lets no Pod of the model be evicted`,
    fix: 'allow at least one: maxUnavailable 1, or more replicas; acknowledge the finding when nodes are drained by hand here',
  }];
}

/** A share is rounded up, as Kubernetes does it. */
function countOf(value: Json, replicas: number | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const share = /^(\d+)%$/.exec(String(value))?.[1];
  return share === undefined || replicas === undefined ? undefined : Math.ceil(Number(share) * replicas / 100);
}
