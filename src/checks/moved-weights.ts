import { MODEL_PATH } from '../facts/model-path';
import { weightsPlaces } from '../facts/server-fetches';
import { READ_ONLY_KINDS } from '../facts/writable-volumes';
import { isFreeVariable } from '../flags/options/shared-options';
import { isObject } from '../ground/fields';
import { at, itemsAt, Json } from '../ground/objects';
import { isWithin, withoutEnd } from '../ground/paths';
import { tryParseQuantity } from '../ground/quantity';
import { SERVER } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** Where a server keeps the model that it fetches, when a variable moves it from the volume that is made for it. */
export interface MovedWeights {
  /** The variable with its value. */
  readonly said: string;
  readonly path: string;
  /** The volume that is mounted there. */
  readonly volume: string;
  /** Whether nobody can write there. */
  readonly isClosed: boolean;
  /** The bytes that an empty volume may hold; undefined where it is not known, or has files already. */
  readonly bytes?: number;
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
  const home = settings.env?.HOME ?? derived.HOME;
  const path = `${withoutEnd(given.replace(/^~(?=\/|$)/, home ?? '~'))}${place.below}`;
  if (!path.startsWith('/') || path.includes('$') || isWithin(path, MODEL_PATH)) return undefined;
  const volume = volumeAt(printed(), path); // elsewhere it is a finding of its own: path-not-mounted
  return volume && { said: `${place.variable}=${given}`, path, ...volume };
}

/** The volume of a Pod that a path of its server is on, as it is printed. */
function volumeAt(template: Json, path: string): Pick<MovedWeights, 'volume' | 'isClosed' | 'bytes'> | undefined {
  const server = itemsAt(template, 'spec', 'containers').find(one => at(one, 'name') === SERVER);
  const mounts = itemsAt(server, 'volumeMounts').filter(one => isWithin(path, String(at(one, 'mountPath'))));
  const mount = mounts.sort((one, other) => String(at(other, 'mountPath')).length - String(at(one, 'mountPath')).length)[0];
  if (mount === undefined) return undefined;
  const volume = itemsAt(template, 'spec', 'volumes').find(one => at(one, 'name') === at(mount, 'name'));
  const [kind = '', source] = Object.entries(isObject(volume) ? volume : {}).find(([member]) => member !== 'name') ?? [];
  const isClosed = READ_ONLY_KINDS.includes(kind) || at(mount, 'readOnly') === true || at(source, 'readOnly') === true;
  const size = kind === 'emptyDir' ? at(source, 'sizeLimit') : at(source, 'volumeClaimTemplate', 'spec', 'resources', 'requests', 'storage');
  const nanos = size === undefined ? undefined : tryParseQuantity(String(size));
  return {
    volume: String(at(mount, 'name')),
    isClosed,
    bytes: nanos === undefined ? undefined : Number(nanos / 1_000_000_000n),
  };
}
