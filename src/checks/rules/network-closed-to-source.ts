import { podLabelsOf } from '../../render/pod-template';
import { hasOwnPolicy, RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { ModelLabels } from '../../values/model-labels';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A NetworkPolicy of somebody else's that closes what goes out of Pods which have to fetch their model. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the Pod finds neither DNS nor its source, and waits for its model for ever',
  topic: 'neighbours',
  check({ plan, fetching, context: { neighbours } }) {
    const { egressPorts = [] } = fetching ?? {};
    // One of the model's own lets out what the source needs.
    if (hasOwnPolicy(plan) || egressPorts.length === 0) return NOT_APPLICABLE;
    return neighbours.closersOf(plan, fetchingLabels(plan), 'Egress').slice(0, 1).map(policy => ({
      what: `${policy} lets nothing out of the Pods that fetch the model, no other policy of the app does, and the source `
        + `${JSON.stringify(plan.source.uri)} needs DNS and port ${egressPorts.join(', ')}`,
      fix: 'give network: {} to the model, whose NetworkPolicy lets out DNS and what the source needs, and name in network.from who calls; '
        + 'acknowledge this where a policy outside of this app lets them out',
    }));
  },
};

/** Labels of the Pods that fetch: those of the Job, where one fills a cache. */
function fetchingLabels(plan: RuntimePlan): { [key: string]: string } {
  return plan.fill === undefined ? podLabelsOf(plan) : { [ModelLabels.FILLS_CACHE_OF]: plan.name };
}
