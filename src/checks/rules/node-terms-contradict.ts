import { show } from '../../ground/errors';
import { contradictedIn } from '../../ground/label-requirements';
import { at, given, itemsAt, Json } from '../../ground/objects';
import { schedulingFields } from '../../render/scheduling';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Requirements on nodes that come from several settings, of which each can hold alone. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'no node can ever meet all of the requirements, and the Pods stay Pending',
  topic: 'effect',
  check({ plan, context: { template } }) {
    const { nodeAffinity, podAffinity, podAntiAffinity } = plan.settings.scheduling ?? {};
    if (template === undefined && [nodeAffinity, podAffinity, podAntiAffinity].every(one => one === undefined)) return NOT_APPLICABLE;
    const pod = template === undefined ? schedulingFields(plan) : at(template, 'spec');
    return [...ofNodes(at(pod, 'nodeSelector'), at(pod, 'affinity', 'nodeAffinity')), ...ofPods(at(pod, 'affinity'))];
  },
};

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Kubernetes takes any of the required terms, and with it all of the node selector. */
function ofNodes(selector: Json, affinity: Json): Said[] {
  const selected = given(selector as { [label: string]: Json } | undefined).map(([key, value]): Json => ({ key, operator: 'In', values: [value] }));
  const all = itemsAt(affinity, REQUIRED, 'nodeSelectorTerms')
    .map(term => contradictionIn([...selected, ...itemsAt(term, 'matchExpressions')]) ?? contradictionIn(itemsAt(term, 'matchFields')));
  if (all.length === 0 || all.includes(undefined)) return [];
  return [...new Set(all)].map(contradiction => ({
    what: `nodeSelector and the required nodeAffinity, with what the accelerator and the architecture select, ask together for ${contradiction}`,
    fix: 'mend or remove one of them in scheduling.nodeSelector or scheduling.nodeAffinity of the model or its profile, or give another accelerator '
      + 'or architecture in compute',
  }));
}

/** The requirements that no node can fulfil together, in words. */
function contradictionIn(requirements: readonly Json[]): string | undefined {
  const key = contradictedIn(requirements);
  if (key === undefined) return undefined;
  const wanted = requirements.filter(one => at(one, 'key') === key).map(one => [
    String(at(one, 'operator')), ...itemsAt(one, 'values').map(value => show(value)),
  ].join(' '));
  return `${key} ${[...new Set(wanted)].join(' and ')}`;
}

/** The same Pods that have to be near, and must not be. */
function ofPods(affinity: Json): Said[] {
  const [near, away] = ['podAffinity', 'podAntiAffinity'].map(member => itemsAt(affinity, member, REQUIRED));
  return near.filter(term => away.some(other => JSON.stringify(other) === JSON.stringify(term))).map(term => ({
    what: `podAffinity and podAntiAffinity both require the same Pods over ${show(at(term, 'topologyKey'))}, which are to be there and not to be there`,
    fix: 'remove one of them, or use preferred in place of required',
  }));
}
