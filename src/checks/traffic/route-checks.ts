import { RouteSubject } from './route-subject';
import { Remark } from '../remark';
import { judgeBy } from '../rules';

/** Rules of routes, in the order in which they are said. */
const RULES = [
  'traffic-not-held', 'traffic-held-in-part', 'requests-cut-off', 'first-request-cut-off', 'health-path-unknown', 'route-weights-differ',
  'route-order-differs', 'route-unreachable',
  'split-serves-other-names', 'route-model-unknown', 'route-destination-unknown', 'interceptor-host-unknown', 'server-path-unserved',
  'gateway-parent-unserved', 'canary-not-analysed',
] as const;

/** What is wrong with the routes of one object. */
export function checkRoutes(subject: RouteSubject): Remark[] {
  return RULES.flatMap(rule => judgeBy(rule, subject));
}
