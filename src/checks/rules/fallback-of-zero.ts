import { counted } from '../../ground/counted';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { selectsByName } from '../../render/scaling/measured';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** A fallback of KEDA beside metrics of Pods that may be none. */
export const rule: Rule<AutoscalingPlan> = {
  severity: Severity.WARNING,
  why: 'without a Pod there is nothing to measure, so a scrape that fails counts as no load: the fallback acts only where Prometheus itself does not answer',
  check(plan) {
    const { minReplicas, scaler: { _by: by }, target } = plan;
    if (by.kind !== 'keda' && by.kind !== 'httpAddOn' || by.fallback === undefined) return NOT_APPLICABLE;
    return minReplicas > 0 || !selectsByName(plan) ? [] : [{
      what: `the fallback of ${target.name} has ${counted(by.fallback.replicas, 'replica')}, and with minReplicas 0 servers that are not scraped go to none`,
      fix: 'give minReplicas 1, leave fallback out, or acknowledge this where the scrape is watched',
    }];
  },
};
