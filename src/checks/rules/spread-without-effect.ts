import { show } from '../../ground/errors';
import { asObject, at, given } from '../../ground/objects';
import { podLabelsOf } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The label that a Deployment adds to the Pods of each of its versions. */
const OF_DEPLOYMENT = 'pod-template-hash';

/** Spreading by labels that the Pods do not have. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Pods are spread against the Pods that the labels select: where they do not have them themselves, all replicas may come to one place',
  topic: 'labels',
  check({ patched, context: { template } }) {
    const spread = patched.settings.scheduling?.topologySpread ?? [];
    if (spread.length === 0) return NOT_APPLICABLE;
    const own = { ...podLabelsOf(patched), ...asObject(at(template, 'metadata', 'labels')) };
    return spread.flatMap(({ topologyKey, labels, requirements = [], matchLabelKeys = [] }) => [
      ...given(labels ?? {}).filter(([key, value]) => own[key] !== value).map(([key, value]) => `the label ${show(`${key}=${value}`)}`),
      ...requirements.filter(one => !one._holdsFor(own)).map(one => `labels as ${show(one._render())} asks for`),
      ...matchLabelKeys.filter(key => own[key] === undefined && key !== OF_DEPLOYMENT).map(key => `the label ${show(key)} (matchLabelKeys)`),
    ].map(label => ({
      what: `the spreading over ${topologyKey} is among Pods with ${label}, which the Pods of the model do not have`,
      fix: 'leave labels out to spread the Pods of the model, or give them the label (pod.labels)',
    })));
  },
};
