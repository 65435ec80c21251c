import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The replicas of a schedule, against those that there may be. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling' | 'minReplicas' | 'maxReplicas'>> = {
  severity: Severity.WARNING,
  why: 'a schedule raises the replicas from the minimum up to the maximum, and does nothing outside of them',
  check({ scaling, minReplicas, maxReplicas }) {
    const schedules = scaling.flatMap(({ _by }) => (_by.kind === 'schedule' ? [_by] : []));
    const what = (replicas: number, start: string, bound: string) => `the schedule from ${JSON.stringify(start)} wants ${replicas} replicas, and ${bound}`;
    return schedules.flatMap(({ replicas, start }) => {
      if (maxReplicas !== undefined && replicas > maxReplicas) return [{ what: what(replicas, start, `maxReplicas is ${maxReplicas}`), fix: 'give a larger maxReplicas, or fewer replicas' }];
      return replicas > minReplicas ? [] : [{ what: what(replicas, start, `minReplicas is ${minReplicas}`), fix: 'leave the schedule out, or give a smaller minReplicas' }];
    });
  },
};
