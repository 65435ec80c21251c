import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'Kubernetes refuses every eviction of a Pod that has several budgets, and a drain of its node never ends',
  saidBy: ['companions/disruption-budgets'],
};
