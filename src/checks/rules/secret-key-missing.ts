import { Severity } from '../../values/finding';
import { withoutKey } from '../missing-key';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Keys of Secrets of the app that those Secrets do not have. */
export const rule: RuntimeRule<Pick<RuntimeSubject, 'secrets' | 'namespace' | 'context'>> = {
  severity: Severity.WARNING,
  why: 'a container that reads a key which is not there is never started (CreateContainerConfigError)',
  topic: 'secrets',
  saidBy: ['data-keys'],
  check({ secrets, namespace, context: { neighbours } }) {
    if (secrets.length === 0) return NOT_APPLICABLE;
    const missing = secrets.filter(({ key, _known: known = [key] }) => !known.includes(key));
    return missing.filter(secret => !neighbours.isFilled({
      name: secret.name,
      namespace: secret.namespace ?? namespace,
    })).map(({ name, key, _known = [] }) => withoutKey({ kind: 'Secret', name, key }, _known));
  },
};
