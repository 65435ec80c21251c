import { Severity } from '../../values/finding';
import { RuleWords } from '../rule';

/** Said of each text of an object as it is printed, and of the whole. */
export const rule: RuleWords = {
  severity: Severity.WARNING,
  why: 'without --server-side, "kubectl apply" keeps a copy of the object in an annotation of it, and the API server refuses annotations over 256 KiB',
  saidBy: ['text-checks'],
};
