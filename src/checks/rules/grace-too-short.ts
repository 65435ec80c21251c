import { LEAST_GRACE_MARGIN } from '../../render/timing';
import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** The time that Kubernetes waits for a Pod to end, against the time of the steps in it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Kubernetes kills the server while requests that take longer are still running',
  pitfall: 4,
  topic: 'shutdown',
  check({ plan: { timing: { preStop, drain, grace } } }) {
    const least = preStop + drain + LEAST_GRACE_MARGIN;
    return grace >= least ? [] : [{
      what: `terminationGracePeriod is ${grace} s, preStopDelay ${preStop} s, drain ${drain} s`,
      fix: `leave it out, or raise it to at least ${least} s, or lower timing.drain where no request takes that long`,
    }];
  },
};
