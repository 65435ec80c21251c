import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each text of an object as it is printed, and of the whole. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'Linux starts no program with it, and the container ends before its program begins',
  saidBy: ['text-checks'],
};
