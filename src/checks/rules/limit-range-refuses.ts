import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the API server refuses every Pod of the Deployment, which itself is accepted',
  saidBy: ['companions/limit-ranges'],
};
