import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each field of an object as it is printed. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the API server refuses a mount without its volume',
  saidBy: ['object-checks'],
};
