import { LocatedRemark } from './app-checks';
import { AppRegistry, RegisteredRoute } from './app-registry';
import { judgeBy } from '../checks/rules';
import { matchKey, matchText } from '../render/traffic/rule-match';
import { GatewayRef } from '../traffic/gateway-ref';

/** One finding for each two objects that take the same requests from one Gateway. */
export function findOverlappingRoutes({ routes }: AppRegistry): LocatedRemark[] {
  return routes.flatMap((one, index) => routes.slice(0, index).flatMap(other => {
    const hosts = sharedHosts(one, other);
    const theirs = other.gateway.parents.map(parent => parentKey(other, parent));
    if (hosts === undefined || !one.gateway.parents.some(parent => theirs.includes(parentKey(one, parent)))) return [];
    const match = one.rules.map(rule => rule.match).find(wanted => other.rules.some(rule => matchKey(rule.match) === matchKey(wanted)));
    if (match === undefined) return [];
    const subject = { path: one.at.node.path, other: other.at.node.path, requests: matchText(match), hosts };
    return judgeBy('routes-overlap', subject).map(remark => ({ at: one.at, remark }));
  }));
}

/** Host names that both are for: none are named where both are for all. One that is for all is no overlap with one that names its own. */
function sharedHosts({ gateway: one }: RegisteredRoute, { gateway: other }: RegisteredRoute): string[] | undefined {
  const [mine, theirs] = [one.hostnames ?? [], other.hostnames ?? []];
  if (mine.length === 0 && theirs.length === 0) return [];
  const both = mine.filter(host => theirs.includes(host));
  return both.length === 0 ? undefined : both;
}

function parentKey(route: RegisteredRoute, { group, kind, name, namespace = route.namespace, section, port }: GatewayRef): string {
  return JSON.stringify([group, kind, name, namespace, section, port]);
}
