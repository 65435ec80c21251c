import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** An answer in place of the first Pod, which is over before the requests in the interceptor are counted. */
export const rule: Rule<AutoscalingPlan> = {
  severity: Severity.WARNING,
  why: 'a request that gets the placeholder ends at once, and the HTTP add-on counts the running ones twice a second: it sees none, and no Pod starts',
  check({ scaler: { _by: by }, minReplicas, scaling }) {
    const wakes = scaling.some(({ _by: { kind } }) => kind === 'requestRate');
    return by.kind !== 'httpAddOn' || by.placeholder === undefined || minReplicas > 0 || wakes ? [] : [{
      what: 'the HTTP add-on answers with a placeholder, and the policy scales from 0 without the rate of requests',
      fix: 'add Scaling.byRequestRate, which counts every request, or leave the placeholder out: the first request then waits for the Pod',
    }];
  },
};
