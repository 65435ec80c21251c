import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The identity that the source needs of the Pod. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the source relies on the identity of the ServiceAccount, and the default one rarely has any',
  topic: 'identity',
  check({ plan: { settings }, sources }) {
    const source = sources.find(one => one.needsServiceAccount);
    if (source === undefined) return NOT_APPLICABLE;
    return settings.pod?.serviceAccount !== undefined ? [] : [{
      what: `the source ${JSON.stringify(source.uri)} has no Secret and the Pods have no ServiceAccount`,
      fix: 'give pod.serviceAccount, the one that is bound to an identity in the cloud, or credentials to the source',
    }];
  },
};
