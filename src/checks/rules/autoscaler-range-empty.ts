import { show } from '../../ground/errors';
import { at } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { Rule, Said } from '../rule';

/** An autoscaler that may keep no number of replicas at all. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'no number of replicas is at least the minimum and at most the maximum; the API server or KEDA refuses it, and what is no number',
  check({ scalers }) {
    return scalers.flatMap(judged);
  },
};

/** Where kinds of autoscalers say the fewest and the most replicas, and the number that they take when they do not. */
const RANGES: readonly { readonly fewest: string[]; readonly most: string[]; readonly least: number }[] = [
  { fewest: ['minReplicas'], most: ['maxReplicas'], least: 1 },
  { fewest: ['minReplicaCount'], most: ['maxReplicaCount'], least: 0 },
  { fewest: ['replicas', 'min'], most: ['replicas', 'max'], least: 0 },
];

function judged(one: Companion): Said[] {
  const { spec } = one.manifest;
  return RANGES.flatMap(({ fewest, most, least }): Said[] => {
    const [min, max] = [at(spec, ...fewest) ?? least, at(spec, ...most)];
    const texts = [[fewest, min] as const, [most, max] as const].filter(([, value]) => typeof value === 'string');
    if (texts.length > 0) return texts.map(([path, value]) => ({ what: `${nameOf(one)} has ${path.join('.')} ${show(value)}, a text`, fix: 'give a number, without quotes' }));
    if (typeof min !== 'number' || typeof max !== 'number' || (min <= max && max >= 1)) return [];
    return [{ what: `${nameOf(one)} has ${fewest.join('.')} ${min} and ${most.join('.')} ${max}`, fix: 'give a maximum of at least 1 and of at least the minimum' }];
  });
}
