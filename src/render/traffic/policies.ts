import { holding, SETTINGS } from './dialects';
import { Held, NotHeld } from './held';
import { RoutePart, ruleName } from './route-parts';
import { PlannedRule } from './route-plan';
import { JsonObject } from '../../ground/objects';
import { GatewayDialect } from '../../traffic/gateway-dialect';

/** An object of the maker of a gateway. */
export interface Policy {
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: JsonObject;
}

/** What one rule asks, and how it is held. */
export interface Holding {
  readonly rule: PlannedRule;
  readonly setting: typeof SETTINGS[number];
  readonly held: Held | NotHeld;
}

/** How a dialect holds everything that rules ask, in policies of the namespace of the route. */
export function holdings(rules: readonly PlannedRule[], dialect: GatewayDialect, { name, namespace }: Pick<RoutePart, 'name' | 'namespace'>): Holding[] {
  return rules.flatMap(rule => SETTINGS.flatMap(setting => {
    const held = holding(setting, rule, dialect, name);
    if (held === undefined) return [];
    return [{ rule, setting, held: setting === 'authentication' && needsSecretElsewhere(rule, namespace) ? SECRET_ELSEWHERE : held }];
  }));
}

/** Whether the Secret with the keys is in another namespace than the policy that would name it. */
function needsSecretElsewhere({ authentication, backends }: PlannedRule, namespace: string | undefined): boolean {
  return authentication?._way.apiKey !== undefined && backends.some(({ to: { _recordedIn: home } }) => home !== undefined && home !== namespace);
}

const SECRET_ELSEWHERE: NotHeld = {
  why: 'the Secret with the keys is in the namespace of the server, and the policy in that of the route',
  fix: 'put the ModelRoute into the namespace of the server',
};

/**
 * The policies of one HTTPRoute: one for each kind and each set of rules that ask the same. One for all rules names the route alone, so that an older
 * gateway takes it, too.
 */
export function policiesOf(part: RoutePart, dialect: GatewayDialect): Policy[] {
  const groups = new Map<string, { readonly apiVersion: string; readonly kind: string; spec: JsonObject; readonly rules: number[] }>();
  part.rules.forEach((rule, index) => {
    for (const [kind, { apiVersion, spec }] of byKind(rule, dialect, part)) {
      const key = `${kind} ${JSON.stringify(spec)}`;
      const group = groups.get(key) ?? { apiVersion, kind, spec, rules: [] };
      groups.set(key, group);
      group.rules.push(index);
    }
  });
  const seen = new Map<string, number>();
  return [...groups.values()].map(({ apiVersion, kind, spec, rules }) => {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return { name: count === 1 ? part.name : `${part.name}-p${count}`, apiVersion, kind, spec: { targetRefs: targets(part, rules), ...spec } };
  });
}

/** Whether policies name single rules of a route. */
export function namesRules(part: RoutePart, dialect: GatewayDialect): boolean {
  return policiesOf(part, dialect).some(({ spec }) => (spec.targetRefs as JsonObject[]).some(({ sectionName }) => sectionName !== undefined));
}

function targets({ name, rules: all }: RoutePart, rules: readonly number[]): JsonObject[] {
  const route = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name };
  return rules.length === all.length ? [route] : rules.map(index => ({ ...route, sectionName: ruleName(index) }));
}

/** The parts that are held, put together by the kind of their object. */
function byKind(rule: PlannedRule, dialect: GatewayDialect, place: RoutePart): Map<string, Pick<Policy, 'apiVersion' | 'spec'>> {
  const kinds = new Map<string, Pick<Policy, 'apiVersion' | 'spec'>>();
  for (const { held } of holdings([rule], dialect, place)) {
    if ('why' in held || held.kind === undefined) continue;
    kinds.set(held.kind, { apiVersion: held.apiVersion!, spec: { ...kinds.get(held.kind)?.spec, ...held.spec } });
  }
  return kinds;
}
