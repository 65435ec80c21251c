import { podLabelsOf } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A NetworkPolicy without callers, and what leads requests here all the same: an object of the app, or the type of the Service. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'requests that come this way end in a timeout',
  topic: 'neighbours',
  check({ plan, exposures, context: { neighbours, closed } }) {
    if (!closed) return NOT_APPLICABLE;
    if (neighbours.mayLetIn(plan, podLabelsOf(plan))) return [];
    const route = neighbours.routeTo(plan);
    const exposed = exposures.map(({ what }) => ({
      what: `${what}, and the NetworkPolicy of the model lets nobody in`,
      fix: 'name the addresses that call in network.from, or give them to runtime.allowFrom(): an IP block; behind a load balancer they may be those of nodes',
    }));
    return route === undefined ? exposed : [...exposed, {
      what: `${route} leads to the model, and its NetworkPolicy lets nobody in`,
      fix: 'name the Pods that call in network.from, or give them to runtime.allowFrom(): those of the Ingress or gateway controller',
    }];
  },
};
