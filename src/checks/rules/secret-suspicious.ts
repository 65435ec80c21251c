import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each text of a manifest. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'the name reads like a credential and the value stands in the manifest',
  pitfall: 9,
  saidBy: ['secrets'],
};
