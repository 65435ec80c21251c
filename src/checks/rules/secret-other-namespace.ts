import { Severity } from '../../values/finding';
import { isElsewhere, placeOf } from '../places';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Secrets that are known to live elsewhere than the object that uses them. */
export const rule: RuntimeRule<Pick<RuntimeSubject, 'namespace' | 'secrets'>> = {
  severity: Severity.ERROR,
  why: 'a Pod reads Secrets of its own namespace only',
  pitfall: 9,
  topic: 'secrets',
  check({ namespace, secrets }) {
    return secrets.length === 0 ? NOT_APPLICABLE : secrets.filter(secret => isElsewhere(namespace, secret.namespace)).map(secret => ({
      what: `the Secret ${secret.namespace}/${secret.name} is used in ${placeOf(namespace)}`,
      fix: 'copy the Secret into the namespace of the model and refer to the copy, or give the chart that namespace',
    }));
  },
};
