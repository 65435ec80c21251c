import { Companion, nameOf, OwnObjects } from './companion';
import { isObject } from '../../ground/fields';
import { at, itemsAt, Json } from '../../ground/objects';
import { Remark } from '../remark';

/** Disruption budgets of others for the model's Pods. */
export function checkBudgets(budgets: readonly Companion[], { template, hasBudget, replicas }: OwnObjects): Remark[] {
  const labels = at(template, 'metadata', 'labels');
  const found = budgets.filter(({ manifest }) => selects(at(manifest, 'spec', 'selector'), labels));
  return [...checkNumber(found, hasBudget), ...found.flatMap(one => checkRoom(one, replicas))];
}

/** The API server answers an eviction with an error when a Pod has two budgets. */
function checkNumber(found: readonly Companion[], hasBudget: boolean): Remark[] {
  const all = [...found.map(nameOf), ...(hasBudget ? ['the one that the library makes'] : [])];
  if (all.length < 2) return [];
  return [{
    rule: 'disruption-budgets-overlap',
    what: `several disruption budgets select the Pods: ${all.join(', ')}`,
    fix: hasBudget ? 'keep the one of the library, or say disruptionBudget: false for the model and keep one of your own' : 'keep one of them, or narrow their selectors',
  }];
}

/** A budget that allows no eviction, ever; the library's own may be patched into one. */
export function checkRoom(budget: Companion, replicas: number | undefined): Remark[] {
  const { spec } = budget.manifest;
  const [most, fewest] = [at(spec, 'maxUnavailable'), at(spec, 'minAvailable')];
  const kept = fewest === undefined ? undefined : countOf(fewest, replicas);
  const isFull = fewest === '100%' || (kept !== undefined && replicas !== undefined && replicas > 0 && kept >= replicas);
  if (!isFull && ![0, '0', '0%'].includes(most as string)) return [];
  const says = isFull ? `minAvailable ${String(fewest)}${replicas === undefined ? '' : ` of ${replicas}`}` : `maxUnavailable ${String(most)}`;
  return [{
    rule: 'disruption-budget-blocks',
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

/** Whether a selector of Kubernetes finds Pods with such labels; an empty one finds all, and none finds none. */
function selects(selector: Json, labels: Json): boolean {
  if (!isObject(selector)) return false;
  const wanted = Object.entries(at(selector, 'matchLabels') ?? {}) as [string, Json][];
  return wanted.every(([name, value]) => at(labels, name) === value) && itemsAt(selector, 'matchExpressions').every(one => fits(one, labels));
}

function fits(expression: Json, labels: Json): boolean {
  const value = at(labels, String(at(expression, 'key')));
  switch (at(expression, 'operator')) {
    case 'In': return itemsAt(expression, 'values').includes(value);
    case 'NotIn': return !itemsAt(expression, 'values').includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    default: return false;
  }
}
