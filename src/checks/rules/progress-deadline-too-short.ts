import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** When a rollout is reported as failed, against when a Pod may still be starting. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a rollout that is still loading is reported as failed',
  pitfall: 3,
  topic: 'startup',
  check({ plan: { timing: { startup, progressDeadline } } }) {
    return progressDeadline > startup ? [] : [{
      what: `progressDeadline is ${progressDeadline} s, the start-up budget ${startup} s`,
      fix: 'leave it out, or raise it well above the start-up budget, or lower timing.startup where the server starts sooner',
    }];
  },
};
