import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag with its values, against the values that the server takes in its version. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'a server ends at once on a value that is none of its own, or of another kind',
  saidBy: ['value-checks'],
};
