import { Severity } from '../../values/finding';
import { isCount, nameOf, ownMetrics } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** How far down an autoscaler goes. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nothing answers while there is no Pod, and metrics of the server itself cannot bring it back',
  topic: 'autoscaler',
  saidBy: ['scaling-checks'],
  check({ plan: { replicas, autoscaler, engine } }) {
    if (autoscaler === undefined || !isCount(replicas)) return NOT_APPLICABLE;
    if (autoscaler.minimum > 0 || autoscaler.holdsRequests) return [];
    return [saidOfZero(nameOf(autoscaler), ownMetrics(autoscaler.metrics ?? [], engine.metrics ?? {}))];
  },
};

/** The finding about something that goes to zero, by metrics of the server itself or by others. */
export function saidOfZero(who: string, own: readonly string[]): Said {
  if (own.length === 0) {
    return {
      what: `${who} goes down to no replica at all`,
      fix: 'give it a minimum of 1 (minReplicaCount of KEDA, without idleReplicaCount), or acknowledge the finding when something else holds '
        + 'requests back and wakes the model',
    };
  }
  return {
    what: `${who} goes down to no replica at all by ${own.join(' and ')}, which the server measures itself: it is gone with the last Pod, and never `
      + 'brings one back',
    fix: 'use the HTTP add-on of KEDA (Scaler.httpAddOn), which holds requests and counts them, scale by something outside of the model too, or '
      + 'give it a minimum of 1',
  };
}
