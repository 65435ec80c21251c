import { podLabelsOf } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A NetworkPolicy without callers, and the object that leads requests here all the same. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'requests that come this way end in a timeout',
  topic: 'neighbours',
  check({ plan, context: { neighbours, closed } }) {
    if (!closed) return NOT_APPLICABLE;
    const route = neighbours.mayLetIn(plan, podLabelsOf(plan)) ? undefined : neighbours.routeTo(plan);
    return route === undefined ? [] : [{
      what: `${route} leads to the model, and its NetworkPolicy lets nobody in`,
      fix: 'name the Pods that call in network.from, or give them to runtime.allowFrom(): those of the Ingress or gateway controller',
    }];
  },
};
