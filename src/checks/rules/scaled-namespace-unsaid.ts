import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { selectsByName } from '../../render/scaling/measured';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** A query for the Pods of a workload by their names, in whatever namespace. */
export const rule: Rule<AutoscalingPlan> = {
  severity: Severity.WARNING,
  why: 'Prometheus knows the Pods of all namespaces: the query adds this model to one of the same name in another namespace, and both are scaled by '
    + 'the load of both',
  check(plan) {
    if (!selectsByName(plan) || plan.scaler._by.kind === 'hpa') return NOT_APPLICABLE; // prometheus-adapter adds that of the autoscaler
    return plan.namespace !== undefined ? [] : [{
      what: `the query for the Pods of ${plan.target.name} names no namespace: the chart of the policy has none`,
      fix: 'give a namespace to the chart, even when kubectl or Argo CD sets it later; or acknowledge this where no other namespace has Pods of that name',
    }];
  },
};
