import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each thing that the server loads beside the model, and of each folder that it writes to. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'the server ends at once when a file is not there, or a folder cannot be written to',
  saidBy: ['beside-checks', 'model-mount', 'written-folders'],
};
