import { Severity } from '../../values/finding';
import { isCount, nameOf } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Whether a rollout of the fewest replicas that there may be keeps one serving; nothing is known of an autoscaler outside the app. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no Pod serves while the new version loads',
  pitfall: 5,
  topic: 'rollout',
  check({ plan: { replicas, autoscaled, autoscaler, rollout, compute } }) {
    const count = autoscaled ? autoscaler?.minimum : replicas ?? 1;
    if (count === undefined || count === 0 || !isCount(replicas)) return NOT_APPLICABLE;
    const who = count === 1 ? 'the only replica' : `each of the ${count} replicas`;
    return rollout._keepsServing(count) ? [] : [{
      what: [
        autoscaler === undefined ? '' : `${nameOf(autoscaler)} goes down to ${count}, and then `,
        `${who} leaves before the new one comes`,
        compute.accelerator ? ', because its accelerators may be the last free ones' : '',
      ].join(''),
      fix: [
        count > 1 ? withFewer(count) : `${autoscaler === undefined
          ? 'use two replicas'
          : 'let the autoscaler keep two replicas'}${rollout.maxUnavailable === 1 ? '' : ' and Rollout.withoutSurge()'}`,
        'say Rollout.surge() when there is spare capacity, or acknowledge the finding',
      ].join(', '),
    }];
  },
};

/** Of several replicas some have to stay while the first ones leave. */
function withFewer(replicas: number): string {
  return replicas === 2 ? 'say Rollout.withoutSurge(), which takes one at a time' : `say Rollout.withoutSurge() with at most ${replicas - 1} at once`;
}
