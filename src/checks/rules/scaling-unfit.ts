import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { unfitOf } from '../../render/scaling/fitness';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** What a policy scales by, against what its scaler and the server can do. */
export const rule: Rule<AutoscalingPlan> = {
  severity: Severity.ERROR,
  why: 'an autoscaler without a metric that it can read changes nothing, and says so only in its status',
  check(plan) {
    return unfitOf(plan).map(({ what, fix }) => ({ what, fix }));
  },
};
