import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag with its values, against the values that the server takes in its version. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'a server ends at once on a value that it does not take, and the library cannot tell whether this one does',
  saidBy: ['value-checks'],
};
