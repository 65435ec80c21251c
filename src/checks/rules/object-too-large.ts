import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each text of an object as it is printed, and of the whole. */
export const rule: RuleWords = {
  severity: Severity.ERROR,
  why: 'the API server would refuse the object: neither it nor etcd takes one of that size',
  saidBy: ['text-checks'],
};
