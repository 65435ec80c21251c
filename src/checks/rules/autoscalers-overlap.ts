import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'Kubernetes lets none of several autoscalers of the same Pods act, or they undo each other',
  saidBy: ['companions/scaling'],
};
