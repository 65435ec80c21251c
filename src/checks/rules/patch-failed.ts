import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Whether the user's patches of the Pod template apply. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a JSON patch that does not apply changes nothing, or something else than was meant',
  saidBy: ['patch-checks'],
  topic: 'patches',
  check({ podPatches }) {
    if (podPatches === undefined) return NOT_APPLICABLE;
    return podPatches.failure === undefined ? [] : [{
      what: `a patch of the Pod template does not apply: ${podPatches.failure}`,
      fix: podPatches.fix ?? 'look at the path: it begins at the Pod template, for example /spec/containers/0/env/-',
    }];
  },
};
