import { Severity } from '../../values/finding';
import { withoutKey } from '../missing-key';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Keys of Secrets of the app that those Secrets do not have. */
export const rule: RuntimeRule<Pick<RuntimeSubject, 'secrets'>> = {
  severity: Severity.WARNING,
  why: 'a container that reads a key which is not there is never started (CreateContainerConfigError)',
  topic: 'secrets',
  saidBy: ['data-keys'],
  check({ secrets }) {
    if (secrets.length === 0) return NOT_APPLICABLE;
    return secrets.filter(({ key, _known: known = [key] }) => !known.includes(key)).map(({ name, key, _known = [] }) => withoutKey({ kind: 'Secret', name, key }, _known));
  },
};
