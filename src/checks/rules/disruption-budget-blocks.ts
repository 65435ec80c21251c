import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model, and of its own when it is patched. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'a drain of the node, and with it an upgrade of the cluster, never ends',
  saidBy: ['companions/disruption-budgets'],
};
