import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each value that a patch changes and something else reads. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the value is derived and read elsewhere; the patch makes them disagree',
  pitfall: 14,
  saidBy: ['patch-checks'],
};
