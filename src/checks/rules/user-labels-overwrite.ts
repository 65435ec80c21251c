import { FREE_LABELS } from '../../ground/common-labels';
import { given } from '../../ground/objects';
import { labelsOf, ownPodAnnotationsOf } from '../../render/pod-template';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { ModelLabels } from '../../values/model-labels';
import { ObjectMetadataOptions } from '../../values/object-metadata';
import { OWN_ANNOTATIONS } from '../object-facts';
import { RuntimeRule, Said } from '../rule';

/** Labels and annotations of the user against those of the library. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'selectors cannot change later, and labels of the library are read by others',
  pitfall: 14,
  saidBy: ['patch-checks'],
  topic: 'labels',
  check({ plan, context: { metadata } }) {
    return [...ownAnnotations(plan), ...ownLabels(plan, metadata)];
  },
};

/** Annotations of the library that are given for the Pods, and lost: its own are written over them. */
function ownAnnotations(plan: RuntimePlan): Said[] {
  const annotations = plan.settings.pod?.annotations;
  if (annotations === undefined) return [];
  const own = ownPodAnnotationsOf(plan);
  return OWN_ANNOTATIONS.filter(name => annotations[name] !== undefined && annotations[name] !== own[name]).map(name => ({
    what: `the annotation ${name} of pod.annotations is the library's own`, fix: 'use an annotation of your own domain',
  }));
}

function ownLabels(plan: RuntimePlan, metadata: readonly ObjectMetadataOptions[]): Said[] {
  const maps = [plan.settings.pod?.labels, ...metadata.map(options => options.labels)].filter(map => map !== undefined);
  if (maps.length === 0) return [];
  const own: { readonly [name: string]: string | undefined } = { [ModelLabels.STATUS_REPORTER]: undefined, ...labelsOf(plan) };
  const isTaken = (key: string) => Object.hasOwn(own, key) && !FREE_LABELS.includes(key);
  const keys = new Set(maps.flatMap(map => given(map).filter(([key, value]) => isTaken(key) && value !== own[key]).map(([key]) => key)));
  return [...keys].map(key => ({
    what: `the label ${key} is the library's own${own[key] === undefined ? '' : ` (${own[key]})`}`, fix: 'use a label of your own domain',
  }));
}
