import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'the API server refuses Pods whose containers do not say what a quota counts, and the Deployment itself is accepted',
  saidBy: ['companions/quotas'],
};
