import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each text of a manifest. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'a credential in a manifest is readable by everybody who can read the manifest, the Deployment or the history',
  pitfall: 9,
  saidBy: ['secrets'],
};
