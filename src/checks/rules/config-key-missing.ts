import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Keys of ConfigMaps of the app that those ConfigMaps do not have. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'a container that reads a key which is not there is never started (CreateContainerConfigError), and a volume with it is never mounted',
  saidBy: ['data-keys'],
};
