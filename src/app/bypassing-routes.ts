import { RegisteredRoute } from './app-registry';
import { Bypass } from '../checks/traffic/server-subject';
import { RouteDestination } from '../traffic/route-destination';

/** A server, as far as others lead to its Pods in another way than by itself. */
export interface ReachedServer {
  /** Path of its construct. */
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  /** The name in the label of its Pods, which the model's own Services and its pool are called by. */
  readonly podsOf: string;
}

/** The rules of routes that lead to the Pods of a server, and not by the server itself: what it asks is not known there. */
export function bypassesOf(server: ReachedServer, routes: readonly RegisteredRoute[]): Bypass[] {
  return routes.flatMap(({ at, namespace, rules }) => rules.flatMap(rule => (
    rule.backends.filter(({ to }) => leadsAround(server, to, namespace)).map(({ to, from }) => ({ route: at.node.path, from, to: `${to.kind} ${to.name}`, rule }))
  )));
}

/** Whether a destination is the server, or its Pods, by a name, by a pool, or by something in front that names the server. */
function leadsAround({ path, name, namespace, podsOf }: ReachedServer, to: RouteDestination, from: string | undefined): boolean {
  const { _facts: facts, kind } = to;
  const isOurs = facts?.podsOf === podsOf && (facts.recordedIn ?? to.namespace) === namespace;
  if (facts !== undefined) return isOurs && facts.path !== path && !facts.isServer;
  const isHere = (to.namespace ?? from) === namespace;
  if (to.modelServer === name && (isHere || from === namespace)) return true;
  return isHere && (kind === 'Service' ? [name, podsOf, `${podsOf}-grpc`] : [podsOf]).includes(to.name);
}
