import { show } from '../../ground/errors';
import { at } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { REPLICA_RANGES } from '../companions/replica-ranges';
import { Rule, Said } from '../rule';

/** An autoscaler that may keep no number of replicas at all. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'no number of replicas lies between the minimum and the maximum; the API server or KEDA refuses such a range, and a bound that is no number',
  check({ scalers }) {
    return scalers.flatMap(one => [...judged(one), ...idle(one)]);
  },
};

/**
 * KEDA keeps fewer replicas while nothing is to do, and asks for at least one where its minimum is said to be 0.
 * https://github.com/kedacore/keda/blob/v2.21.0/apis/keda/v1alpha1/scaledobject_types.go
 */
function idle(one: Companion): Said[] {
  const [count, min] = ['idleReplicaCount', 'minReplicaCount'].map(member => at(one.manifest.spec, member));
  const least = min === 0 ? 1 : min ?? 0;
  if (typeof count !== 'number' || typeof least !== 'number' || count < least) return [];
  const minimum = min === undefined ? 'no minReplicaCount' : `minReplicaCount ${min as number}`;
  return [{ what: `${nameOf(one)} has idleReplicaCount ${count} and ${minimum}`, fix: 'give minReplicaCount, and an idleReplicaCount below it' }];
}

function judged(one: Companion): Said[] {
  const { spec } = one.manifest;
  return Object.values(REPLICA_RANGES).flatMap(({ fewest, most, least }): Said[] => {
    const [min, max] = [at(spec, ...fewest) ?? least, at(spec, ...most)];
    const texts = [[fewest, min] as const, [most, max] as const].filter(([, value]) => typeof value === 'string');
    if (texts.length > 0) {
      return texts.map(([path, value]) => ({ what: `${nameOf(one)} has ${path.join('.')} ${show(value)}, a text`, fix: 'give a number, without quotes' }));
    }
    if (typeof min !== 'number' || typeof max !== 'number' || (min <= max && max >= 1)) return [];
    return [{
      what: `${nameOf(one)} has ${fewest.join('.')} ${min} and ${most.join('.')} ${max}`,
      fix: 'give a maximum of at least 1 and of at least the minimum',
    }];
  });
}
