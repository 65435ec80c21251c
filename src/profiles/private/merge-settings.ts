import { SERVICE_TYPES_OF } from '../../facts/service-types';
import { mergeArgs } from '../../flags/flags';
import { given } from '../../ground/objects';
import { RuntimeSettings } from '../runtime-settings';
import { ServiceOptions, ServiceType } from '../service-options';

/** Every setting; `satisfies` keeps the list complete. */
const KEYS = Object.keys({
  compute: true,
  acceleratorPool: true,
  cache: true,
  sharedMemory: true,
  scratch: true,
  args: true,
  env: true,
  secretEnv: true,
  envValues: true,
  envFrom: true,
  scheduling: true,
  security: true,
  rollout: true,
  timing: true,
  pod: true,
  service: true,
  tls: true,
  containerPorts: true,
  serviceMetadata: true,
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
  monitoring: true,
} satisfies Record<keyof RuntimeSettings, true>) as (keyof RuntimeSettings)[];

/** Joins two settings: see `RuntimeSettings` for the rule. Other members of the two are left out. */
export function mergeSettings(first: RuntimeSettings, second: RuntimeSettings): RuntimeSettings {
  if (KEYS.every(key => second[key] === undefined)) return first;
  const out: { -readonly [K in keyof RuntimeSettings]: unknown } = {};
  const kept = withoutOtherType(withoutReplacedVariables(first, second), second.service?.type);
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

/** Members of which each variable has one: that of the second takes the place of that of the first, whichever of them it is. */
const VARIABLES = ['env', 'secretEnv', 'envValues'] as const;

/** Settings with variables: those of a server, or of downloads. */
type WithVariables = { readonly [member in typeof VARIABLES[number]]?: unknown };

function withoutReplacedVariables<T extends WithVariables>(first: T, second: WithVariables): T {
  const said = VARIABLES.filter(member => isPlain(second[member]));
  const kept = VARIABLES.filter(member => said.length > 0 && isPlain(first[member])).map(member => {
    const replaced = new Set(said.filter(other => other !== member).flatMap(other => given({ ...second[other] as object }).map(([name]) => name)));
    return [member, Object.fromEntries(Object.entries(first[member] as object).filter(([name]) => !replaced.has(name)))];
  });
  return kept.length === 0 ? first : { ...first, ...Object.fromEntries(kept) as Partial<T> };
}

/** Types whose requests something leads to a Pod. */
const PROXIED = [ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER];

/** Members of a Service that another type than these has not. */
const OF_TYPES: { readonly [member in keyof ServiceOptions]: readonly string[] } = {
  port: PROXIED,
  sessionAffinity: PROXIED,
  internalTrafficPolicy: PROXIED,
  externalIps: PROXIED,
  ...SERVICE_TYPES_OF,
  nodePort: [], // a number of a node, for the Service that said it
  healthCheckNodePort: [],
};

/** Of a Service that becomes one of another type, the members that this type has. */
function withoutOtherType(settings: RuntimeSettings, type: ServiceType | undefined): RuntimeSettings {
  const { service } = settings;
  if (service === undefined || type === undefined || type === (service.type ?? ServiceType.CLUSTER_IP)) return settings;
  const fits = (member: string) => type !== ServiceType.NONE && (OF_TYPES[member as keyof ServiceOptions]?.includes(type) ?? true);
  return { ...settings, service: Object.fromEntries(Object.entries(service).filter(([member]) => fits(member))) };
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
