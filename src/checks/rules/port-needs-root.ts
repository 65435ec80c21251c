import { PodContainer } from '../../profiles/pod-containers';
import { runsAsRoot, userInWords, userOf } from '../../render/pod-security';
import { longRunning, portsOf } from '../../render/ports';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** The first port that Linux gives to everybody. https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html */
const FIRST_FREE = 1024;

/** Ports below 1024, for a user who is not root: newer container runtimes open them to everybody, others do not. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'where only root may listen on ports below 1024, the server ends at once',
  topic: 'ports',
  check({ plan }) {
    const found = [...ofServer(plan), ...longRunning(plan).flatMap(container => ofContainer(container, plan))];
    return found.length === 0 && runsAsRoot(plan) ? NOT_APPLICABLE : found;
  },
};

function ofServer(plan: RuntimePlan): Said[] {
  if (runsAsRoot(plan) || plan.settings.security?.addCapabilities?.includes('NET_BIND_SERVICE')) return [];
  return portsOf(plan).filter(({ number }) => number < FIRST_FREE).map(({ name, number }) => ({
    what: `${plan.engine.name} listens on port ${number} (${name}) as ${userInWords(plan)}`,
    fix: `use a port from ${FIRST_FREE} on, or set security.runAsUser to 0; acknowledge the finding where the container runtime opens such ports`,
  }));
}

function ofContainer({ name, ports = [], security: { runAsUser, addCapabilities = [], privileged } = {} }: PodContainer, plan: RuntimePlan): Said[] {
  const user = runAsUser ?? userOf(plan) ?? 0;
  if (user === 0 || privileged || addCapabilities.includes('NET_BIND_SERVICE')) return [];
  return ports.filter(({ number }) => number < FIRST_FREE).map(({ number }) => ({
    what: `the container ${name} listens on port ${number} as user ${user}`,
    fix: `use a port from ${FIRST_FREE} on, or give it security.addCapabilities with NET_BIND_SERVICE; acknowledge the finding where the container `
      + 'runtime opens such ports',
  }));
}
