import { RegisteredRoute } from './app-registry';
import { Surroundings } from './surroundings';
import { Companion, nameOf } from '../checks/companions/companion';
import { Bypass } from '../checks/traffic/server-subject';
import { asObject, at, itemsAt } from '../ground/objects';
import { exposedByService } from '../render/ports';
import { servicesOf } from '../render/services';
import { RouteDestination } from '../traffic/route-destination';
import { ModelLabels } from '../values/model-labels';

/** A server, as far as others lead to its Pods in another way than by itself. */
export interface ReachedServer {
  /** Path of its construct. */
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  /** The name in the label of its Pods, which the model's own Services and its pool are called by. */
  readonly podsOf: string;
  /** The labels of its Pods, where the model is known. */
  readonly labels?: { readonly [label: string]: string };
}

/** The rules of routes that lead to the Pods of a server, and not by the server itself: what it asks is not known there. */
export function bypassesOf(server: ReachedServer, routes: readonly RegisteredRoute[]): Bypass[] {
  return waysTo(routes, (to, from) => leadsAround(server, to, from));
}

/** The rules of routes of this library that lead to some destination, seen from the namespace of the route. */
export function waysTo(routes: readonly RegisteredRoute[], leads: (to: RouteDestination, from: string | undefined) => boolean): Bypass[] {
  return routes.flatMap(({ at: { node: { path } }, namespace, rules }) => rules.flatMap(rule => (
    rule.backends.filter(({ to }) => leads(to, namespace)).map(({ to, from }) => ({ from: `${from} of ${path}`, to: `${to.kind} ${to.name}`, rule }))
  )));
}

/** A way to the Pods of a model that others made: a route, or a Service that is reached from outside. */
interface ForeignWay {
  readonly who: Companion;
  /** What it leads there by, in words. */
  readonly by: string;
  readonly isService?: true;
}

/** The Pods of a model, and how they are found. */
interface ReachedPods {
  readonly podsOf: string;
  readonly namespace?: string;
  /** Services in front of it. */
  readonly fronts: readonly string[];
  /** Their labels, where the model is known. */
  readonly labels?: { readonly [label: string]: string };
}

/** The ways of others to the Pods of a model: routes to its Services or to theirs that find its Pods, and such Services that are reached from outside. */
export function foreignWays({ podsOf, namespace, fronts, ...known }: ReachedPods, surroundings: Surroundings): ForeignWay[] {
  const { labels = { [ModelLabels.MODEL]: podsOf } } = known;
  const services = surroundings.servicesOn({ namespace }, labels);
  const names = new Set([...servicesOf(podsOf), ...fronts, ...services.map(({ manifest }) => String(at(manifest, 'metadata', 'name')))]);
  const open = services.filter(({ manifest }) => exposedByService(manifest.spec).length > 0);
  const routes = [...names].flatMap(name => surroundings.routesTo({ name, namespace }));
  return [
    ...routes.map(({ route, to: { kind, name } }): ForeignWay => ({ who: route, by: `${kind} ${name}` })),
    ...open.map((who): ForeignWay => ({ who, by: OUTSIDE, isService: true })),
  ];
}

/** What a Service leads by that others than the Pods of the cluster reach. */
export const OUTSIDE = 'address that it has outside of the cluster';

/** The ways of others that lead to the Pods of a server from outside: a gateway does not know there what the server asks. */
export function foreignBypassesOf({ name, namespace, podsOf, labels }: ReachedServer, surroundings: Surroundings): Bypass[] {
  const ways = foreignWays({ podsOf, namespace, fronts: [name], labels }, surroundings);
  const open = ways.filter(({ who, isService }) => isService ?? isFromOutside(who));
  return open.map(({ who, by, isService }) => ({ from: nameOf(who), to: by, isService }));
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
