import { ServerSubject } from './server-subject';
import { Remark } from '../remark';
import { judgeBy } from '../rules';

/** Rules of servers, in the order in which they are said. */
const RULES = [
  'server-traffic-not-held', 'server-tls-not-held', 'gateway-speaks-plain', 'gateway-bypassed', 'session-affinity-bypassed', 'server-port-unknown',
  'authorization-asked-twice',
] as const;

/** What is wrong with a server. */
export function checkServer(subject: ServerSubject): Remark[] {
  return RULES.flatMap(rule => judgeBy(rule, subject));
}
