import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each object of a model that is patched. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'a port by a name is that of a container: without one, nothing answers there, and nobody is let in',
  saidBy: ['companions/own-objects'],
};
