import { isAssigned, userInWords } from '../../render/pod-security';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A user who is not root, with an image that nobody has tried with it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nobody has tried the image as this user, and it may not start',
  pitfall: 10,
  topic: 'security',
  check({ plan }) {
    const { engine, hardening, image, settings } = plan;
    if (settings.security?.runAsUser !== undefined) return NOT_APPLICABLE;
    const isTried = (hardening.proven ?? true) && !(isAssigned(plan) && hardening.runAsUser === undefined);
    return isTried ? [] : [{
      what: `the image ${JSON.stringify(image)} of ${engine.name} is run as ${userInWords(plan)}: ${hardening.source}`,
      fix: 'set security.runAsUser to the user that it works with (0 for root), and security.readOnlyRootFilesystem when it works with that, or '
        + 'acknowledge the finding',
    }];
  },
};
