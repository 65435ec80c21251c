import { Severity } from '../../values/finding';
import { isElsewhere, placeOf } from '../places';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Claims that are known to live elsewhere than the Pod that mounts them. */
export const rule: RuntimeRule<Pick<RuntimeSubject, 'namespace' | 'volumes'>> = {
  severity: Severity.ERROR,
  why: 'a Pod mounts claims of its own namespace only',
  pitfall: 12,
  topic: 'namespaces',
  after: 'service-account-other-namespace',
  check({ namespace, volumes }) {
    const claims = volumes.map(volume => volume._claim).filter(claim => claim !== undefined);
    return claims.length === 0 ? NOT_APPLICABLE : claims.filter(claim => isElsewhere(namespace, claim.namespace)).map(claim => ({
      what: `the claim ${claim.namespace}/${claim.name} is used in ${placeOf(namespace)}`,
      fix: 'make a claim in the namespace of the model, or give the chart that namespace',
    }));
  },
};
