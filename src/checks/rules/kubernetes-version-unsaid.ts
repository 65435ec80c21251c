import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each field of an object as it is printed. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'an older API server does not know the field, and refuses or drops it',
  saidBy: ['object-checks'],
};
