import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag, against those that the server has in its version. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'a server ends at once on a flag that it does not know, and the library cannot tell whether this one does',
  pitfall: 11,
  saidBy: ['flag-checks', 'value-checks'],
};
