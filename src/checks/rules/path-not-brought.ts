import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each thing that the server loads beside the model. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the server ends at once when a file that it is told to load is not there',
  saidBy: ['beside-checks'],
};
