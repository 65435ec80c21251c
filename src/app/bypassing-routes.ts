import { RegisteredRoute } from './app-registry';
import { Surroundings } from './surroundings';
import { Companion, nameOf } from '../checks/companions/companion';
import { Bypass } from '../checks/traffic/server-subject';
import { asObject, itemsAt } from '../ground/objects';
import { servicesOf } from '../render/services';
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
  return waysTo(routes, (to, from) => leadsAround(server, to, from));
}

/** The rules of routes of this library that lead to some destination, seen from the namespace of the route. */
export function waysTo(routes: readonly RegisteredRoute[], leads: (to: RouteDestination, from: string | undefined) => boolean): Required<Bypass>[] {
  return routes.flatMap(({ at, namespace, rules }) => rules.flatMap(rule => (
    rule.backends.filter(({ to }) => leads(to, namespace)).map(({ to, from }) => ({ from: `${from} of ${at.node.path}`, to: `${to.kind} ${to.name}`, rule }))
  )));
}

/** The routes of others that lead to the Pods of a server from outside, by one of their Services or by the server's: a gateway does not know there what the server asks. */
export function foreignBypassesOf({ name, namespace, podsOf }: ReachedServer, surroundings: Surroundings): Bypass[] {
  return [name, ...servicesOf(podsOf)].flatMap(service => (
    surroundings.routesTo({ name: service, namespace }).filter(isFromOutside).map(route => ({ from: nameOf(route), to: `name ${service}` }))
  ));
}

/** Whether a route is one of a Gateway or an Ingress: those of a mesh are for callers in the cluster. */
function isFromOutside({ kind, manifest: { spec } }: Companion): boolean {
  if (kind === 'VirtualService') return itemsAt(spec, 'gateways').some(gateway => gateway !== 'mesh');
  const parents = itemsAt(spec, 'parentRefs');
  return parents.length === 0 || parents.some(parent => asObject(parent)?.kind !== 'Service');
}

/** Whether a destination is the server, or its Pods, by a name, by a pool, or by something in front that names the server. */
function leadsAround({ path, name, namespace, podsOf }: ReachedServer, to: RouteDestination, from: string | undefined): boolean {
  const { _facts: facts, kind } = to;
  const isOurs = facts?.podsOf === podsOf && (facts.recordedIn ?? to.namespace) === namespace;
  if (facts !== undefined) return isOurs && facts.path !== path && !facts.isServer;
  const isHere = (to.namespace ?? from) === namespace;
  if (to.modelServer === name && (isHere || from === namespace)) return true;
  return isHere && (kind === 'Service' ? [name, ...servicesOf(podsOf)] : [podsOf]).includes(to.name);
}
