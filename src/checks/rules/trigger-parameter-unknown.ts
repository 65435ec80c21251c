import { show } from '../../ground/errors';
import { nearest } from '../../ground/spelling';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { takesAny, TriggerParameter, triggerParameters, triggersIn } from '../keda-triggers';
import { NOT_APPLICABLE, Rule } from '../rule';

/** Metadata of a trigger that KEDA does not read. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling'>> = {
  severity: Severity.WARNING,
  why: 'KEDA ignores a parameter that the trigger does not have, and what it was to say is not said',
  check(plan) {
    const triggers = triggersIn(plan).filter(({ type }) => !takesAny(type));
    if (triggers.length === 0) return NOT_APPLICABLE;
    return triggers.flatMap(({ type, metadata }) => {
      const parameters = triggerParameters(type);
      if (parameters === undefined) return []; // that the type is unknown is said already
      return Object.keys(metadata).filter(name => !parameters.some(parameter => isRead(parameter, name))).map(name => {
        const near = nearest(name.replace(/FromEnv$/, ''), parameters.flatMap(({ names }) => names));
        return {
          what: `the trigger ${type} of KEDA 2.21 does not read ${show(name)} of its metadata`,
          fix: `${near === undefined ? 'remove it' : `write ${show(near)}`}; acknowledge the finding where the KEDA of the cluster reads it`,
        };
      });
    });
  },
};

function isRead({ names, isFromEnv }: TriggerParameter, name: string): boolean {
  return names.includes(isFromEnv ? name.replace(/FromEnv$/, '') : name);
}
