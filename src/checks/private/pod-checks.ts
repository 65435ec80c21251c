import { Remark } from './ledger';
import { unrestricted } from './pod-security-standard';
import { at, Json, JsonObject } from '../../private/objects';
import { derivePodTemplate, renderPodTemplate, SERVER } from '../../private/pod-template';
import { RuntimePlan } from '../../private/runtime-plan';
import { ModelLabels } from '../../values/model-labels';

/** Derived values that others read: a patch must not change them. */
const DERIVED: readonly [string, (template: JsonObject) => Json][] = [
  [`label ${ModelLabels.MODEL}`, template => at(template, 'metadata', 'labels', ModelLabels.MODEL)],
  ['image of the server', template => at(server(template), 'image')],
  ['ports of the server', template => at(server(template), 'ports')],
  ['resources of the server', template => at(server(template), 'resources')],
  ['terminationGracePeriodSeconds', template => at(template, 'spec', 'terminationGracePeriodSeconds')],
];

/** The user's patches of the Pod template. */
export function checkPatches(plan: RuntimePlan): Remark[] {
  if ((plan.settings.pod?.patches ?? []).length === 0) return [];
  const before = derivePodTemplate(plan);
  let after: JsonObject;
  try {
    after = renderPodTemplate(plan);
  } catch (error) {
    return [{ rule: 'patch-failed', what: `a patch of the Pod template does not apply: ${error instanceof Error ? error.message : String(error)}`, fix: 'look at the path: it begins at the Pod template, for example /spec/containers/0/env/-' }];
  }
  return checkTemplatePatches(before, after, 'pod.patches');
}

/** What patches of a Pod template contradict or give up, wherever they were given. */
export function checkTemplatePatches(before: JsonObject, after: JsonObject, by: string): Remark[] {
  return [...checkDerived(before, after), ...checkLowered(before, after, by)];
}

function checkLowered(before: JsonObject, after: JsonObject, by: string): Remark[] {
  const known = new Set(unrestricted(before));
  const lowered = unrestricted(after).filter(what => !known.has(what));
  if (lowered.length === 0) return [];
  return [{ rule: 'pod-security-lowered', what: `${by} give the Pod ${lowered.join(', ')}`, fix: 'remove the patch, or acknowledge the finding' }];
}

function checkDerived(before: JsonObject, after: JsonObject): Remark[] {
  return DERIVED.filter(([, read]) => sorted(read(before)) !== sorted(read(after))).map(([what, read]) => ({
    rule: 'patch-contradicts-derived',
    what: `a patch changes the ${what} from ${sorted(read(before))} to ${sorted(read(after))}`,
    fix: 'say it where the derived value comes from: the engine, compute or timing',
  }));
}

/** A value as JSON with sorted keys: rendered objects are sorted, derived ones are not. */
export function sorted(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) => (
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part
  ));
}

/** Mounts without a volume, and volumes that the clusters do not know yet. */
export function checkVolumes(plan: RuntimePlan): Remark[] {
  const names = new Set(plan.volumes.map(volume => volume.name));
  const others = [...plan.binding.initContainers ?? [], ...plan.settings.pod?.sidecars ?? []];
  const mounts = [...plan.mounts, ...others.flatMap(container => container.mounts ?? [])];
  const missing = new Set(mounts.map(mount => mount.volume).filter(name => !names.has(name)));
  return [
    ...[...missing].map((name): Remark => ({
      rule: 'volume-undefined',
      what: `a container mounts the volume ${JSON.stringify(name)}, the Pod has ${[...names].join(', ')}`,
      fix: 'add it to pod.volumes',
    })),
    ...plan.volumes.filter(volume => !plan.kubernetesVersion.isAtLeast(volume._since)).map((volume): Remark => ({
      rule: 'kubernetes-too-old',
      what: `the volume ${JSON.stringify(volume.name)} needs Kubernetes ${volume._since}, and kubernetesVersion is ${plan.kubernetesVersion}`,
      fix: 'give kubernetesVersion when all clusters are that new, or use another kind of volume',
    })),
  ];
}

function server(template: JsonObject): Json {
  const containers = at(template, 'spec', 'containers');
  return Array.isArray(containers) ? containers.find(container => at(container, 'name') === SERVER) : undefined;
}
