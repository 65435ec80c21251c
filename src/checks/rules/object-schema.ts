import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each field and text of an object as it is printed. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the API server would refuse the object',
  saidBy: ['object-checks', 'text-checks'],
};
