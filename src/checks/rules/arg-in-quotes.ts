import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each flag with its values, against the values that the server takes in its version. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'no shell removes quotation marks, and the server gets them as part of the value',
  saidBy: ['value-checks'],
};
