import { RuntimePlan } from './runtime-plan';
import { hashOf } from '../ground/hash';
import { JsonObject } from '../ground/objects';
import { RuntimeSettings } from '../profiles/runtime-settings';

/** The name of the claim in the Pod, by which the server's container asks for its devices. */
const CLAIM = 'devices';

/** The `spec` of the claims that are made for the Pods; undefined where none is, or where one is there already. */
export function claimSpecOf({ compute }: RuntimeSettings): JsonObject | undefined {
  return compute?.accelerator && compute.claim?._spec(compute.accelerator._traits, compute.acceleratorCount);
}

/** The name of the template of a model's claims. It changes with the `spec`: the API server refuses a change of that. */
export function templateName(name: string, spec: JsonObject): string {
  return `${name}-devices-${hashOf(spec).slice(0, 8)}`;
}

/** Claims of the Pods. */
export function claimsOfPod({ name, settings, compute: { claim } }: RuntimePlan): JsonObject[] {
  if (claim === undefined) return [];
  const spec = claimSpecOf(settings);
  return [{ name: CLAIM, ...(spec === undefined ? claim._existing : { resourceClaimTemplateName: templateName(name, spec) }) }];
}

/** Claims that the server's container uses. */
export function claimsOfServer({ compute: { claim } }: RuntimePlan): JsonObject {
  return claim === undefined ? {} : { claims: [{ name: CLAIM }] };
}
