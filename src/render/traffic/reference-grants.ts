import { PlannedRule } from './route-plan';
import { JsonObject } from '../../ground/objects';

/** A permission that has to stand in the namespace of what is referred to. */
export interface Grant {
  readonly namespace: string;
  readonly spec: JsonObject;
}

/**
 * One for each other namespace that rules of a route lead to, with the objects there that they name.
 * https://gateway-api.sigs.k8s.io/reference/api-types/referencegrant/
 */
export function grantsOf(rules: readonly PlannedRule[], namespace: string | undefined): Grant[] {
  if (namespace === undefined) return [];
  const wanted = new Map<string, Map<string, JsonObject>>();
  for (const { to } of rules.flatMap(({ backends }) => backends)) {
    if (to.namespace === undefined || to.namespace === namespace) continue;
    const objects = wanted.get(to.namespace) ?? new Map<string, JsonObject>();
    wanted.set(to.namespace, objects.set(`${to.kind} ${to.name}`, { group: to._group, kind: to.kind, name: to.name }));
  }
  return [...wanted].map(([other, objects]) => ({
    namespace: other,
    spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace }], to: [...objects.values()] },
  }));
}
