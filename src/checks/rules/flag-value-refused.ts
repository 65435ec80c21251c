import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag with its values, against the values that the server takes in its version. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'a server ends at once on a value that it does not know, or that is of another kind',
  saidBy: ['value-checks'],
};
