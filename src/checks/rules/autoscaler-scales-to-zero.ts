import { Severity } from '../../values/finding';
import { isCount, nameOf } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** How far down an autoscaler goes. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nothing answers while there is no Pod, and metrics of the server itself cannot bring it back',
  topic: 'autoscaler',
  check({ plan: { replicas, autoscaler } }) {
    if (autoscaler === undefined || !isCount(replicas)) return NOT_APPLICABLE;
    return autoscaler.minimum > 0 ? [] : [{
      what: `${nameOf(autoscaler)} goes down to no replica at all`,
      fix: 'give it a minimum of 1 (minReplicaCount of KEDA, without idleReplicaCount), or acknowledge the finding when something else holds requests back and wakes the model',
    }];
  },
};
