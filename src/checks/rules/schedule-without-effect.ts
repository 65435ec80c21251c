import { counted } from '../../ground/counted';
import { at } from '../../ground/objects';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The replicas of a schedule, and those of a fallback, against those that there may be. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling' | 'scaler' | 'minReplicas' | 'maxReplicas' | 'behavior'>> = {
  severity: Severity.WARNING,
  why: 'a schedule or a fallback changes the replicas between the minimum and the maximum, does nothing outside of them, and nothing before the '
    + 'stabilization is over',
  check({ scaling, scaler, minReplicas, maxReplicas, behavior }) {
    const schedules = scaling.flatMap(({ _by }) => (_by.kind === 'schedule' ? [_by] : []));
    const what = (replicas: number, start: string, bound: string) => (
      `the schedule from ${JSON.stringify(start)} wants ${counted(replicas, 'replica')}, and ${bound}`
    );
    const fallback = scaler._by.kind === 'keda' ? scaler._by.fallback : undefined;
    const beyond = fallback !== undefined && maxReplicas !== undefined && fallback.replicas > maxReplicas;
    const late = beyond ? [{
      what: `the fallback of the scaler wants ${counted(fallback.replicas, 'replica')}, and maxReplicas is ${maxReplicas}`,
      fix: 'give a larger maxReplicas, or fewer replicas',
    }] : [];
    const patience = Number(at(behavior, 'scaleUp', 'stabilizationWindowSeconds') ?? 0);
    const early = schedules.flatMap(({ replicas, start, end }) => {
      if (maxReplicas !== undefined && replicas > maxReplicas) {
        return [{ what: what(replicas, start, `maxReplicas is ${maxReplicas}`), fix: 'give a larger maxReplicas, or fewer replicas' }];
      }
      const length = secondsBetween(start, end);
      if (replicas > Math.max(minReplicas, 1) && length !== undefined && length <= patience) {
        return [{
          what: what(replicas, start, `ends after ${length} seconds, and behavior.scaleUp.stabilizationWindow is ${patience} seconds`),
          fix: 'give a later end, or a shorter stabilizationWindow',
        }];
      }
      return replicas > minReplicas ? [] : [{
        what: what(replicas, start, `minReplicas is ${minReplicas}`),
        fix: 'leave the schedule out, or give a smaller minReplicas',
      }];
    });
    return [...early, ...late];
  },
};

/** How long a schedule lasts, where both of its ends are one time of the same days. */
function secondsBetween(start: string, end: string): number | undefined {
  const [[from, ...days], [to, ...others]] = [start, end].map(line => {
    const [minute, hour, ...rest] = line.split(/\s+/);
    return [Number(hour) * 60 + Number(minute), ...rest] as const;
  });
  if (!Number.isInteger(from) || !Number.isInteger(to) || days.join(' ') !== others.join(' ')) return undefined;
  return (to - from + DAY) % DAY * 60;
}

/** Its minutes. */
const DAY = 24 * 60;
