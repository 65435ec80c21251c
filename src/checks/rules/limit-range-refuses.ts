import { RuleWords } from '../rule';
import { Severity } from '../../values/finding';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the API server refuses every Pod of the Deployment, which itself is accepted',
  saidBy: ['companions/limit-ranges'],
};
