import { Severity } from '../../values/finding';
import { isCount, nameOf } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Replicas that are said twice. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'an autoscaler and a manifest that both set replicas undo each other at every apply',
  topic: 'autoscaler',
  saidBy: ['scaling-checks'],
  check({ plan: { replicas, autoscaled, autoscaler } }) {
    if (!autoscaled) return NOT_APPLICABLE;
    return replicas === undefined || !isCount(replicas) ? [] : [{
      what: `replicas is ${replicas}, and ${autoscaler === undefined ? 'an autoscaler' : nameOf(autoscaler)} owns them`,
      fix: 'leave replicas out',
    }];
  },
};
