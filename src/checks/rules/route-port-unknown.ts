import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others beside those of a model. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'requests that come this way are answered with 502 or 503',
  saidBy: ['companions/route-ports'],
};
