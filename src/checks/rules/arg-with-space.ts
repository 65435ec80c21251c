import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each argument of the user, against those that are derived. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'a flag and its value in one word are one unknown flag to the server; no shell splits them',
  saidBy: ['argument-checks'],
};
