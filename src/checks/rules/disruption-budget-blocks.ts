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
  const isFull = keepsAll(fewest, replicas);
  if (!isFull && ![0, '0', '0%'].includes(most as string)) return [];
  const says = isFull ? `minAvailable ${String(fewest)}${replicas === undefined ? '' : ` of ${replicas}`}` : `maxUnavailable ${String(most)}`;
  return [{
    what: `${nameOf(budget)} says ${says}, and lets no Pod of the model be evicted`,
    fix: 'allow at least one: maxUnavailable 1, or more replicas; acknowledge the finding when nodes are drained by hand here',
  }];
}

/** Whether a budget keeps all Pods that there are. A share is rounded up, as Kubernetes does it. */
function keepsAll(fewest: Json, replicas: number | undefined): boolean {
  if (fewest === '100%') return true;
  if (replicas === undefined || replicas === 0) return false;
  const share = /^(\d+)%$/.exec(String(fewest))?.[1];
  const kept = share === undefined ? fewest : Math.ceil(Number(share) * replicas / 100);
  return typeof kept === 'number' && kept >= replicas;
}
