import { runsAsRoot, userInWords } from '../../render/pod-security';
import { portsOf } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The first port that Linux gives to everybody. https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html */
const FIRST_FREE = 1024;

/** Ports below 1024, for a user who is not root: newer container runtimes open them to everybody, others do not. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'where only root may listen on ports below 1024, the server ends at once',
  topic: 'ports',
  check({ plan }) {
    if (runsAsRoot(plan) || plan.settings.security?.addCapabilities?.includes('NET_BIND_SERVICE')) return NOT_APPLICABLE;
    return portsOf(plan).filter(({ number }) => number < FIRST_FREE).map(({ name, number }) => ({
      what: `${plan.engine.name} listens on port ${number} (${name}) as ${userInWords(plan)}`,
      fix: `use a port from ${FIRST_FREE} on, or set security.runAsUser to 0; acknowledge the finding where the container runtime opens such ports`,
    }));
  },
};
