import { deviceFacts } from '../../facts/devices';
import { runsAsRoot, userInWords } from '../../render/pod-security';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A user who is not root, with devices that are not for everybody. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a server whose user may not open the devices ends, or falls back to the CPU',
  pitfall: 10,
  topic: 'security',
  after: 'image-unproven',
  check({ plan }) {
    const resource = plan.compute.accelerator?.resource;
    const devices = resource === undefined ? undefined : deviceFacts(resource);
    if (runsAsRoot(plan) || devices?.openTo !== 'groups') return NOT_APPLICABLE;
    return (plan.settings.security?.supplementalGroups ?? []).length > 0 ? [] : [{
      what: `the Pod runs as ${userInWords(plan)} without security.supplementalGroups, and this is known of ${resource}: ${devices.source}`,
      fix: [
        'give security.supplementalGroups the ids that those groups have on your nodes, or set security.runAsUser to 0',
        'acknowledge the finding where the container runtime gives devices to the user of the Pod',
      ].join('; '),
    }];
  },
};
