import { Remark } from './remark';
import { RuntimePlan } from '../render/runtime-plan';
import { LEAST_GRACE_MARGIN } from '../render/timing';

/** The timing chain, where the user set parts of it. */
export function checkTiming(plan: RuntimePlan): Remark[] {
  const { startup, preStop, drain, grace, progressDeadline, loading, leaving, finishing } = plan.timing;
  const least = preStop + drain + LEAST_GRACE_MARGIN;
  return [
    ...(grace >= least ? [] : [{
      rule: 'grace-too-short' as const,
      what: `terminationGracePeriod is ${grace} s, preStopDelay ${preStop} s, drain ${drain} s`,
      fix: `leave it out, or raise it to at least ${least} s`,
    }]),
    ...(leaving > 0 ? [] : [{
      rule: 'shutdown-loses-requests' as const,
      what: 'preStopDelay is 0 s: SIGTERM comes while the endpoints still lead here',
      fix: 'leave timing.preStopDelay out, or acknowledge the finding when clients try again',
    }]),
    ...(finishing > 0 ? [] : [{
      rule: 'shutdown-loses-requests' as const,
      what: 'drain is 0 s: requests in flight are cut off',
      fix: 'leave timing.drain out, or give it as long as the longest request takes',
    }]),
    ...(progressDeadline > startup ? [] : [{
      rule: 'progress-deadline-too-short' as const,
      what: `progressDeadline is ${progressDeadline} s, the start-up budget ${startup} s`,
      fix: 'leave it out, or raise it well above the start-up budget',
    }]),
    ...(startup >= loading || !plan.weights.known ? [] : [{
      rule: 'startup-below-loading' as const,
      what: `the start-up budget is ${startup} s, reading the weights and warming up is estimated at ${loading} s`,
      fix: 'leave timing.startup out, or acknowledge the finding when you measured it',
    }]),
  ];
}
