import { counted } from '../../ground/counted';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The replicas of a schedule, and those of a fallback, against those that there may be. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling' | 'scaler' | 'minReplicas' | 'maxReplicas'>> = {
  severity: Severity.WARNING,
  why: 'a schedule or a fallback changes the replicas between the minimum and the maximum, and does nothing outside of them',
  check({ scaling, scaler, minReplicas, maxReplicas }) {
    const schedules = scaling.flatMap(({ _by }) => (_by.kind === 'schedule' ? [_by] : []));
    const what = (replicas: number, start: string, bound: string) => `the schedule from ${JSON.stringify(start)} wants ${counted(replicas, 'replica')}, and ${bound}`;
    const fallback = scaler._by.kind === 'keda' ? scaler._by.fallback : undefined;
    const beyond = fallback !== undefined && maxReplicas !== undefined && fallback.replicas > maxReplicas;
    const late = beyond ? [{ what: `the fallback of the scaler wants ${counted(fallback.replicas, 'replica')}, and maxReplicas is ${maxReplicas}`, fix: 'give a larger maxReplicas, or fewer replicas' }] : [];
    const early = schedules.flatMap(({ replicas, start }) => {
      if (maxReplicas !== undefined && replicas > maxReplicas) return [{ what: what(replicas, start, `maxReplicas is ${maxReplicas}`), fix: 'give a larger maxReplicas, or fewer replicas' }];
      return replicas > minReplicas ? [] : [{ what: what(replicas, start, `minReplicas is ${minReplicas}`), fix: 'leave the schedule out, or give a smaller minReplicas' }];
    });
    return [...early, ...late];
  },
};
