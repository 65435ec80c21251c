import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Whether requests that come while a Pod ends, and those in flight, are answered. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'requests are cut off, or refused, when a Pod ends: at each rollout, drain and scale-down',
  pitfall: 4,
  topic: 'shutdown',
  check({ plan: { timing: { leaving, finishing, preStop }, settings } }) {
    return [
      ...(settings.pod?.lifecycle?.preStop === undefined || preStop === 0 ? [] : [{
        what: `pod.lifecycle.preStop takes the place of the wait of ${preStop} s before SIGTERM, and the grace period counts with ${preStop} s for it`,
        fix: `let the hook wait for ${preStop} s, while the Pod leaves the endpoints, and acknowledge the finding; or leave preStop out`,
      }]),
      ...(leaving > 0 ? [] : [{
        what: 'preStopDelay is 0 s: SIGTERM comes while the endpoints still lead here',
        fix: 'leave timing.preStopDelay out, or acknowledge the finding when clients try again',
      }]),
      ...(finishing > 0 ? [] : [{
        what: 'drain is 0 s: requests in flight are cut off',
        fix: 'leave timing.drain out, or give it as long as the longest request takes',
      }]),
    ];
  },
};
