import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'no number of replicas is at least the minimum and at most the maximum; the API server or KEDA refuses it, and what is no number',
  saidBy: ['companions/scaling'],
};
