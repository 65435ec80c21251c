import { mergeArgs } from '../../flags/flags';
import { given } from '../../ground/objects';
import { RuntimeSettings } from '../runtime-settings';

/** Every setting; `satisfies` keeps the list complete. */
const KEYS = Object.keys({
  compute: true,
  cache: true,
  sharedMemory: true,
  scratch: true,
  args: true,
  env: true,
  secretEnv: true,
  scheduling: true,
  security: true,
  rollout: true,
  timing: true,
  pod: true,
  network: true,
  disruptionBudget: true,
  imageRegistry: true,
  imageRegistries: true,
  cluster: true,
  kubernetesVersion: true,
  downloads: true,
  proxy: true,
  lock: true,
  compileCache: true,
  trustedCa: true,
} satisfies Record<keyof RuntimeSettings, true>) as (keyof RuntimeSettings)[];

/** Joins two settings: see `RuntimeSettings` for the rule. Other members of the two are left out. */
export function mergeSettings(first: RuntimeSettings, second: RuntimeSettings): RuntimeSettings {
  const out: { -readonly [K in keyof RuntimeSettings]: unknown } = {};
  const kept = withoutReplacedVariables(first, second);
  for (const key of KEYS) {
    const [base, own] = [kept[key], second[key]];
    if (own === undefined) out[key] = base;
    else if (base === undefined) out[key] = own;
    else out[key] = key === 'args' ? mergeArgs(base as string[], own as string[]) : mergeValue(base, own);
  }
  return out as RuntimeSettings;
}

/** A copy of settings, however deep: a change in it leaves the settings as they are. Values of classes are the same. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)])) as T : value;
}

/** A variable is one field with two members: a literal of the second takes the place of a Secret of the first, and the other way round. */
function withoutReplacedVariables<T extends WithVariables>(first: T, second: WithVariables): T {
  const [maps, others] = [[first.env, first.secretEnv], [second.secretEnv, second.env]];
  if (!maps.some((map, index) => isPlain(map) && isPlain(others[index]))) return first;
  return { ...first, env: without(first.env, second.secretEnv), secretEnv: without(first.secretEnv, second.env) };
}

/** Settings with variables: those of a server, or of downloads. */
interface WithVariables {
  readonly env?: unknown;
  readonly secretEnv?: unknown;
}

function without(map: unknown, names: unknown): unknown {
  if (!isPlain(map) || !isPlain(names)) return map;
  const replaced = new Set(given({ ...names }).map(([name]) => name));
  return Object.fromEntries(Object.entries(map).filter(([name]) => !replaced.has(name)));
}

/** Lists are joined, items that stand in both once; plain structs are merged by key; everything else is replaced. */
function mergeValue(first: unknown, second: unknown): unknown {
  if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second.filter(item => !first.includes(item))];
  if (!isPlain(first) || !isPlain(second)) return second;
  const out = new Map(Object.entries(withoutReplacedVariables(first, second)));
  for (const [key, value] of Object.entries(second)) {
    // A reference may be a plain object too, and is one value: the name of one with the namespace of another would be none of them.
    if (value !== undefined) out.set(key, key === 'serviceAccount' ? value : mergeValue(out.get(key), value));
  }
  return Object.fromEntries(out);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
