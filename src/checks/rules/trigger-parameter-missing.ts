import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { triggerParameters, triggersIn } from '../keda-triggers';
import { NOT_APPLICABLE, Rule } from '../rule';

/** A trigger without a parameter that KEDA has to find in its metadata. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling'>> = {
  severity: Severity.WARNING,
  why: 'KEDA makes no scaler of such a trigger, says so in an Event of the ScaledObject alone, and replicas stay as they are',
  check(plan) {
    const triggers = triggersIn(plan);
    if (triggers.length === 0) return NOT_APPLICABLE;
    return triggers.flatMap(({ type, metadata }) => (triggerParameters(type) ?? [])
      .filter(({ names, isNeeded }) => isNeeded && !names.some(name => metadata[name]))
      .map(({ names }) => ({
        what: `the trigger ${type} has no ${names.join(' or ')} in its metadata, and KEDA 2.21 needs it`,
        fix: `give ${names[0]} in metadata of Scaling.byTrigger; acknowledge the finding where the KEDA of the cluster needs none`,
      })));
  },
};
