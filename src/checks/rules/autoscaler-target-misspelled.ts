import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of others that scales a Deployment of the same name, and spells the kind otherwise. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'an autoscaler finds nothing by a kind that is spelled otherwise, and scales nothing',
  saidBy: ['companions/scaling'],
};
