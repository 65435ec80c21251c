import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Whether the source names one revision. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the files behind the same URI can change, and two Pods of one Deployment can serve different weights',
  pitfall: 11,
  topic: 'revision',
  check({ sources }) {
    return sources.flatMap(({ unpinnedReason }) => (unpinnedReason === undefined ? [] : [{
      what: unpinnedReason, fix: 'name one revision that cannot move: the full hash of a commit, or a digest',
    }]));
  },
};
