import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { asksPrometheus } from '../../render/scaling/measured';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** An authentication that is there, for Prometheus, of which nobody says what it holds. */
export const rule: Rule<AutoscalingPlan> = {
  severity: Severity.WARNING,
  why: 'KEDA sends Prometheus only the credentials that a mode names; a Prometheus that asks for others answers 401, and nothing is scaled',
  check(plan) {
    const { _by: by } = plan.scaler;
    const authentication = by.kind === 'keda' || by.kind === 'httpAddOn' ? by.authentication : undefined;
    if (authentication === undefined || !asksPrometheus(plan)) return NOT_APPLICABLE;
    return authentication._modes !== undefined ? [] : [{
      what: `the authentication ${String(authentication._reference(plan.name).name)} names no mode, and KEDA sends none of its credentials to Prometheus`,
      fix: 'give modes, for example { modes: [KedaAuthenticationMode.BEARER] }; or [] where it is a pod identity, or the Secret has an entry authModes',
    }];
  },
};
