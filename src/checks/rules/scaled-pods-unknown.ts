import { show } from '../../ground/errors';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { selectsByName } from '../../render/scaling/measured';
import { namesPods } from '../../render/scaling/pod-names';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** A query for the Pods of a workload by their names, of a kind of which those are not known. */
export const rule: Rule<AutoscalingPlan> = {
  severity: Severity.WARNING,
  why: 'the query adds up the metrics of all Pods whose names begin with that of the target; it may count Pods of others, and misses Pods with other names',
  check(plan) {
    if (!selectsByName(plan)) return NOT_APPLICABLE;
    const { kind, name } = plan.target._workload;
    return namesPods(plan.target._workload) ? [] : [{
      what: `it is not known how a ${String(kind)} calls its Pods, and the query takes all that begin with ${show(`${String(name)}-`)}`,
      fix: 'use Scaling.byMetric with a query of your own, or acknowledge this where no other Pods begin so',
    }];
  },
};
