import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag, against those that the server has in its version. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'a server ends at once on a flag that it does not know',
  pitfall: 11,
  saidBy: ['flag-checks', 'value-checks'],
};
