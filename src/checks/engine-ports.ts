import { Remark } from './remark';
import { userOf } from '../render/pod-security';
import { RuntimePlan } from '../render/runtime-plan';

/** The first port that Linux gives to everybody. https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html */
const FIRST_FREE = 1024;

/** Ports below 1024, for a user who is not root: newer container runtimes open them to everybody, others do not. */
export function checkEnginePorts(plan: RuntimePlan): Remark[] {
  const user = userOf(plan);
  if (user === undefined || plan.settings.security?.addCapabilities?.includes('NET_BIND_SERVICE')) return [];
  return Object.entries<number | undefined>({ ...plan.engine.ports }).flatMap(([name, port]): Remark[] => (
    port === undefined || port >= FIRST_FREE ? [] : [{
      rule: 'port-needs-root',
      what: `${plan.engine.name} listens on port ${port} (${name}) as user ${user}`,
      fix: `use a port from ${FIRST_FREE} on, or set security.runAsUser to 0; acknowledge the finding where the container runtime opens such ports`,
    }]
  ));
}
