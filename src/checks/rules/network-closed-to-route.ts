import { podLabelsOf } from '../../render/pod-template';
import { hasOwnPolicy, RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { Neighbourhood } from '../neighbourhood';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/**
 * A NetworkPolicy without callers, of the model or of somebody else, and what leads requests here all the same: an object of the app, or the type of
 * the Service.
 */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'requests that come this way end in a timeout',
  topic: 'neighbours',
  check({ plan, exposures, context: { neighbours, closed } }) {
    const policy = closed ? closedBy(plan, neighbours) : closedByOthers(plan, neighbours);
    if (policy === undefined) return closed ? [] : NOT_APPLICABLE;
    const route = neighbours.routeTo(plan);
    const exposed = exposures.map(({ what }) => ({
      what: `${what}, and ${policy} lets nobody in`,
      fix: 'name the addresses that call in network.from, or give them to runtime.allowFrom(): an IP block; behind a load balancer they may be those of nodes',
    }));
    return route === undefined ? exposed : [...exposed, {
      what: `${route} leads to the model, and ${policy} lets nobody in`,
      fix: 'name the Pods that call in network.from, or give them to runtime.allowFrom(): those of the Ingress or gateway controller',
    }];
  },
};

function closedBy(plan: RuntimePlan, neighbours: Neighbourhood): string | undefined {
  return neighbours.mayLetIn(plan, podLabelsOf(plan)) ? undefined : 'the NetworkPolicy of the model';
}

/** One of somebody else's, where the model has none. */
function closedByOthers(plan: RuntimePlan, neighbours: Neighbourhood): string | undefined {
  return hasOwnPolicy(plan) ? undefined : neighbours.closersOf(plan, podLabelsOf(plan), 'Ingress')[0];
}
