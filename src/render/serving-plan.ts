import { derivePodTemplate, hasPodPatches, patchPodTemplate, SERVER } from './pod-template';
import { RuntimePlan } from './runtime-plan';
import { JsonObject } from '../ground/objects';

/** A named part of a model with Pods of its own, all of one template. Its name is that of the container that serves. */
export interface Role {
  readonly name: string;
  readonly plan: RuntimePlan;
  /** The Pod template before the user's patches; the same as `template` where there are none. */
  readonly derivedTemplate: JsonObject;
  /** The Pod template as it is printed. */
  readonly template: JsonObject;
}

/** All that the objects of a model are made from: its roles, of which the first answers clients. */
export interface ServingPlan {
  readonly roles: readonly [Role, ...Role[]];
}

/** A plan with its Pod templates, each rendered once; throws where a patch of the user's does not apply. */
export function servingPlan(plan: RuntimePlan): ServingPlan {
  const derivedTemplate = derivePodTemplate(plan);
  const template = hasPodPatches(plan) ? patchPodTemplate(plan, derivedTemplate) : derivedTemplate;
  return { roles: [{ name: SERVER, plan, derivedTemplate, template }] };
}
