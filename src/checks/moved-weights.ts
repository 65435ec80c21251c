import { expanded, Place, placeOf } from './pod-places';
import { MODEL_PATH } from '../facts/model-path';
import { weightsPlaces } from '../facts/server-fetches';
import { isFreeVariable } from '../flags/options/shared-options';
import { Json } from '../ground/objects';
import { isWithin, withoutEnd } from '../ground/paths';
import { RuntimePlan } from '../render/runtime-plan';

/** Where a server keeps the model that it fetches, when a variable moves it from the volume that is made for it. */
export interface MovedWeights extends Place {
  /** The variable with its value. */
  readonly said: string;
  /** The variable alone. */
  readonly variable: string;
  readonly path: string;
}

/**
 * The place to which a variable of the user moves the model; undefined where none does, or where one cannot tell.
 *
 * @param plan the plan of the runtime.
 * @param settings its settings, with what patches say.
 * @param printed gives the template of its Pods as it is printed.
 */
export function movedWeights(plan: RuntimePlan, settings: RuntimePlan['settings'], printed: () => Json): MovedWeights | undefined {
  const { container, binding } = plan;
  const derived: { [name: string]: string | undefined } = { ...container.env, ...binding.env };
  const places = binding.needsModelVolume ? weightsPlaces(plan.engine.name, binding.model) : [];
  const unknown = { ...settings.secretEnv, ...settings.envValues };
  const place = places.find(({ variable }) => Object.hasOwn(unknown, variable) || Boolean(settings.env?.[variable] ?? derived[variable]));
  const given = place && settings.env?.[place.variable];
  if (place === undefined || !given) return undefined;
  const own = derived[place.variable];
  if (given === own || (own !== undefined && !isFreeVariable(place.variable))) return undefined; // env-contradicts-derived says the latter
  const full = expanded(given, { ...derived, ...settings.env });
  const path = full && `${withoutEnd(full)}${place.below}`;
  if (!path?.startsWith('/') || isWithin(path, MODEL_PATH)) return undefined;
  const found = placeOf(printed(), path); // elsewhere it is a finding of its own: path-not-mounted
  return found && { said: `${place.variable}=${given}`, variable: place.variable, path, ...found };
}
