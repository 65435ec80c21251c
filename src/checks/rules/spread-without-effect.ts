import { show } from '../../ground/errors';
import { asObject, at, given, JsonObject } from '../../ground/objects';
import { PodAffinity } from '../../profiles/affinity';
import { TopologySpread } from '../../profiles/scheduling-options';
import { podLabelsOf } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** The label that a Deployment adds to the Pods of each of its versions. */
const OF_DEPLOYMENT = 'pod-template-hash';

/** Spreading by labels that the Pods do not have, and affinities that compare them. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Pods are spread over the Pods that the labels select: replicas without those labels may all come to one place',
  topic: 'labels',
  check({ patched, context: { template } }) {
    const { topologySpread = [], podAffinity = [], podAntiAffinity = [] } = patched.settings.scheduling ?? {};
    const affinities = [...podAffinity, ...podAntiAffinity];
    if (topologySpread.length + affinities.length === 0) return NOT_APPLICABLE;
    const own = { ...podLabelsOf(patched), ...asObject(at(template, 'metadata', 'labels')) };
    const lacks = (key: string) => own[key] === undefined && key !== OF_DEPLOYMENT;
    return [...ofSpreading(topologySpread, own, lacks), ...ofAffinities(affinities, lacks)];
  },
};

/** Kubernetes leaves such a key out: the affinity is with all Pods that it selects. */
function ofAffinities(affinities: readonly PodAffinity[], lacks: (key: string) => boolean): Said[] {
  return affinities.flatMap(({ _comparedLabels, _topologyKey }) => [...new Set(_comparedLabels)].filter(lacks).map(key => ({
    what: `a Pod affinity over ${_topologyKey} compares the label ${show(key)}, which the Pods of the model do not have`,
    fix: 'give the Pods the label (pod.labels), or leave the key out of matchLabelKeys and mismatchLabelKeys',
  })));
}

function ofSpreading(spread: readonly TopologySpread[], own: JsonObject, lacks: (key: string) => boolean): Said[] {
  return spread.flatMap(({ topologyKey, labels, requirements = [], matchLabelKeys = [] }) => [
    ...given(labels ?? {}).filter(([key, value]) => own[key] !== value).map(([key, value]) => `the label ${show(`${key}=${value}`)}`),
    ...requirements.filter(one => !one._holdsFor(own)).map(one => `labels as ${JSON.stringify(one._render())} asks for`),
    ...matchLabelKeys.filter(lacks).map(key => `the label ${show(key)} (matchLabelKeys)`),
  ].map(label => ({
    what: `the spreading over ${topologyKey} is among Pods with ${label}, which the Pods of the model do not have`,
    fix: 'leave labels out to spread the Pods of the model, or give them the label (pod.labels)',
  })));
}
