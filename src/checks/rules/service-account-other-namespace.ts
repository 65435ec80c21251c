import { namespaceOf } from '../../ground/namespaces';
import { Severity } from '../../values/finding';
import { isElsewhere, placeOf } from '../places';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A ServiceAccount that is known to live elsewhere than the Pods. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a Pod runs with a ServiceAccount of its own namespace only',
  topic: 'namespaces',
  check({ plan: { settings }, namespace }) {
    const account = settings.pod?.serviceAccount;
    if (account === undefined) return NOT_APPLICABLE;
    return !isElsewhere(namespace, namespaceOf(account)) ? [] : [{
      what: `the ServiceAccount ${namespaceOf(account)}/${account.name} is used in ${placeOf(namespace)}`,
      fix: 'make a ServiceAccount in the namespace of the model, or name the one that is there with ServiceAccountRef.of(name)',
    }];
  },
};
