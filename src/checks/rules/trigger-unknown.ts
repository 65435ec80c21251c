import { show } from '../../ground/errors';
import { nearest } from '../../ground/spelling';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { triggersIn, triggerTypes } from '../keda-triggers';
import { NOT_APPLICABLE, Rule } from '../rule';

/** A trigger of a type that KEDA does not have. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling'>> = {
  severity: Severity.WARNING,
  why: 'KEDA refuses a ScaledObject with a trigger that it does not know, and then scales by none of its triggers',
  check(plan) {
    const types = triggersIn(plan).map(({ type }) => type);
    if (types.length === 0) return NOT_APPLICABLE;
    const known = triggerTypes();
    return types.filter(type => !known.includes(type)).map(type => {
      const near = nearest(type, known);
      const fix = near === undefined ? 'use a type of https://keda.sh/docs/2.21/scalers/' : `use ${show(near)}`;
      return { what: `KEDA 2.21 has no trigger of the type ${show(type)}`, fix: `${fix}; acknowledge the finding where the KEDA of the cluster has it` };
    });
  },
};
