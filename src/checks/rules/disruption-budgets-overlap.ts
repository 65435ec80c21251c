import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { Rule } from '../rule';

/** The API server answers an eviction with an error when a Pod has two budgets. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'Kubernetes refuses every eviction of a Pod that has several budgets, and a drain of its node never ends',
  check({ budgets, own: { hasBudget } }) {
    const all = [...budgets.map(nameOf), ...(hasBudget ? ['the one that the library makes'] : [])];
    if (all.length < 2) return [];
    return [{
      what: `several disruption budgets select the Pods: ${all.join(', ')}`,
      fix: hasBudget
        ? 'keep the one of the library, or set disruptionBudget: false for the model and keep one of your own'
        : 'keep one of them, or narrow their selectors',
    }];
  },
};
