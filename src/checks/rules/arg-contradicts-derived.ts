import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each argument of the user, against those that are derived. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the value is stated once and read by ports, probes, the Service or the resources; a second one makes them disagree',
  pitfall: 6,
  saidBy: ['argument-checks'],
};
