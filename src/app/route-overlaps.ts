import { LocatedRemark } from './app-checks';
import { AppRegistry, RegisteredRoute } from './app-registry';
import { judgeBy } from '../checks/rules';
import { matchKey, matchText } from '../render/traffic/rule-match';
import { GatewayRef } from '../traffic/gateway-ref';

/** One finding for each two objects that take the same requests from one Gateway. */
export function findOverlappingRoutes({ routes }: AppRegistry): LocatedRemark[] {
  return routes.flatMap((one, index) => routes.slice(0, index).flatMap(other => {
    const hosts = sharedHosts(one, other);
    const theirs = other.gateway.parents.map(parent => parentOf(other, parent));
    const isShared = one.gateway.parents.some(parent => theirs.some(their => shareListener(parentOf(one, parent), their)));
    if (hosts === undefined || !isShared) return [];
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

/** What a route is attached to, with its namespace. */
function parentOf(route: RegisteredRoute, { group, kind, name, namespace = route.namespace, section, port }: GatewayRef): Parent {
  return { key: JSON.stringify([group, kind, name, namespace]), section, port };
}

interface Parent {
  readonly key: string;
  readonly section?: string;
  readonly port?: number;
}

/** Whether requests of one listener can come by both: a parent without a section or a port stands for all of them. */
function shareListener(one: Parent, other: Parent): boolean {
  const mayBe = <T>(mine: T | undefined, theirs: T | undefined) => mine === undefined || theirs === undefined || mine === theirs;
  return one.key === other.key && mayBe(one.section, other.section) && mayBe(one.port, other.port);
}
