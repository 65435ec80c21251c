import { mergeArgs } from '../../private/flags';
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
  cluster: true,
  kubernetesVersion: true,
} satisfies Record<keyof RuntimeSettings, true>) as (keyof RuntimeSettings)[];

/** Joins two settings: see `RuntimeSettings` for the rule. Other members of the two are left out. */
export function mergeSettings(first: RuntimeSettings, second: RuntimeSettings): RuntimeSettings {
  const out: { -readonly [K in keyof RuntimeSettings]: unknown } = {};
  for (const key of KEYS) {
    const [base, own] = [first[key], second[key]];
    if (own === undefined) out[key] = base;
    else if (base === undefined) out[key] = own;
    else out[key] = key === 'args' ? mergeArgs(base as string[], own as string[]) : mergeValue(base, own);
  }
  return out as RuntimeSettings;
}

/** A copy of settings, however deep: what is changed in it changes nothing. Values of classes are the same. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)])) as T : value;
}

/** Lists are joined, plain structs are merged by key, everything else is replaced. */
function mergeValue(first: unknown, second: unknown): unknown {
  if (Array.isArray(first) && Array.isArray(second)) return [...first, ...second];
  if (!isPlain(first) || !isPlain(second)) return second;
  const out = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    if (value !== undefined) out.set(key, mergeValue(out.get(key), value));
  }
  return Object.fromEntries(out);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
