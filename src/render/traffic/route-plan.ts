import { agreed, Agreement } from './agreement';
import { RuleMatch, matchKey, ruleMatch } from './rule-match';
import { CanaryOptions } from '../../traffic/canary-options';
import { GatewayOptions } from '../../traffic/gateway-options';
import { ModelRouteRule } from '../../traffic/model-route-rule';
import { RouteDestination } from '../../traffic/route-destination';
import { isOn } from '../switch-record';

/** One of the routes, as it was given. */
export interface GivenRoute extends Omit<ModelRouteRule, 'to'> {
  readonly to: RouteDestination;
  /** As messages call it; by its place where nothing is given. */
  readonly from?: string;
}

/** All that is known of the routes of one object. */
export interface RouteInput {
  readonly routes: readonly GivenRoute[];
  readonly fallback?: RouteDestination;
  readonly canary?: CanaryOptions;
  readonly gateway: GatewayOptions;
  /** Whether they are the way of a server to itself, by which clients reach all of its API. */
  readonly isOfServer?: boolean;
}

/** Where a part of the requests of a rule goes. */
export interface PlannedBackend {
  readonly to: RouteDestination;
  /** As the route says it, or the split of the canary; undefined where neither does. */
  readonly weight?: number;
  /** The route that it comes from, as messages call it. */
  readonly from: string;
}

/** What a Gateway is told of requests that one match takes. */
export interface PlannedRule extends Agreement {
  readonly match: RuleMatch;
  readonly backends: readonly PlannedBackend[];
  readonly isFallback: boolean;
}

/** Rules in the order of their first routes, the fallback last: routes of one match become one rule, which splits requests by their weights. */
export function planRoutes({ routes, fallback, canary, gateway }: RouteInput): PlannedRule[] {
  const groups = new Map<string, { readonly match: RuleMatch; readonly members: (GivenRoute & { readonly from: string })[] }>();
  routes.forEach((route, index) => {
    const match = ruleMatch(route.match ?? {}, gateway);
    const group = groups.get(matchKey(match)) ?? { match, members: [] };
    groups.set(matchKey(match), group);
    group.members.push({ ...route, from: route.from ?? `routes[${index}]` });
  });
  const rules = [...groups.values()].map(({ match, members }): PlannedRule => ({
    match,
    backends: members.map(({ to, weight, from }, index) => ({ to, from, weight: weight ?? splitOf(canary, members, index) })),
    isFallback: false,
    ...agreed(members),
  }));
  if (fallback === undefined) return rules;
  const last = { to: fallback, from: 'fallback' };
  return [...rules, { match: ruleMatch({}, gateway), backends: [last], isFallback: true, ...agreed([last]) }];
}

/** The share that a canary gives to one of two routes that say no weight. */
function splitOf(canary: CanaryOptions | undefined, members: readonly GivenRoute[], index: number): number | undefined {
  const isOpen = members.length === 2 && members.every(({ weight }) => weight === undefined);
  return isOpen ? sharesOf(canary)?.[index] : undefined;
}

/** The shares of the two versions of a canary that is on, where it says one at least. */
export function sharesOf(canary: CanaryOptions | undefined): readonly [stable: number, canary: number] | undefined {
  const { stable, canary: other } = isOn(canary) ? canary.trafficSplit ?? {} : {};
  if (stable === undefined) return other === undefined ? undefined : [100 - other, other];
  return [stable, other ?? 100 - stable];
}
