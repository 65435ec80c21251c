import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each argument of the user, against those that are derived. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'of two values for one flag the server silently takes one',
  saidBy: ['argument-checks'],
};
