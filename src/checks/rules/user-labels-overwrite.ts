import { given } from '../../ground/objects';
import { labelsOf } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Labels of the user against those of the library. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'selectors cannot change later, and labels of the library are read by others',
  pitfall: 14,
  saidBy: ['patch-checks'],
  topic: 'labels',
  check({ plan, context: { metadata } }) {
    const maps = [plan.settings.pod?.labels, ...metadata.map(options => options.labels)].filter(map => map !== undefined);
    if (maps.length === 0) return NOT_APPLICABLE;
    const own = labelsOf(plan);
    const keys = new Set(maps.flatMap(map => given(map).filter(([key, value]) => Object.hasOwn(own, key) && value !== own[key]).map(([key]) => key)));
    return [...keys].map(key => ({ what: `the label ${key} is the library's own (${own[key]})`, fix: 'use a label of your own domain' }));
  },
};
