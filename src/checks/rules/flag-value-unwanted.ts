import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag with its values, against the values that the server takes in its version. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'a server ends at once on a value for a flag that takes none',
  saidBy: ['value-checks'],
};
