import { PlannedRule } from './route-plan';

/** Most rules of an HTTPRoute. */
const MOST_RULES = 16;

/** One HTTPRoute, and the rules that it holds. */
export interface RoutePart {
  readonly name: string;
  readonly namespace?: string;
  readonly rules: readonly PlannedRule[];
}

/** As many HTTPRoutes as the rules need. Gateways prefer those of the same age in the order of their names. */
export function routeParts(name: string, rules: readonly PlannedRule[], namespace?: string): RoutePart[] {
  const count = Math.ceil(rules.length / MOST_RULES);
  return Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? name : `${name}-${index + 1}`, namespace, rules: rules.slice(index * MOST_RULES, (index + 1) * MOST_RULES),
  }));
}

/** The name of a rule, by which policies find it. */
export function ruleName(index: number): string {
  return `rule-${index + 1}`;
}
