import { applyPatches } from './patch-operations';
import { unrestricted } from './pod-security-standard';
import { Remark } from './remark';
import { isObject } from '../ground/fields';
import { at, itemsAt, Json, JsonObject } from '../ground/objects';
import { derivePodTemplate, SERVER, serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';
import { KubernetesVersion } from '../values/kubernetes-version';

/** Whether the user's patches of the Pod template apply; what they make is judged with the Deployment that they end in. */
export function checkPatches(plan: RuntimePlan): Remark[] {
  const { patches } = plan.settings.pod ?? {};
  if (patches === undefined) return [];
  if (patches.length === 0) return [idlePatch('the Pod template', 'pod.patches is an empty list')];
  const failed = (reason: string): Remark[] => [{
    rule: 'patch-failed',
    what: `a patch of the Pod template does not apply: ${reason}`,
    fix: 'look at the path: it begins at the Pod template, for example /spec/containers/0/env/-',
  }];
  try {
    const { document, failure, idle } = applyPatches(derivePodTemplate(plan), patches);
    if (failure !== undefined) return failed(failure);
    return isObject(document) ? idle.map(one => idlePatch('the Pod template', one)) : failed('nothing of the template is left');
  } catch (error) {
    return failed(reasonOf(error));
  }
}

/** A patch that applies, and leaves everything as it was. */
export function idlePatch(of: string, which: string): Remark {
  return { rule: 'patch-without-effect', what: `a patch of ${of} changes nothing: ${which}`, fix: 'leave it out, or give it the value that is meant' };
}

/**
 * Why a patch does not apply: the first line of the error, because the others repeat the patch and the object, with all that is in them. A path without
 * a parent ends in words of JavaScript, which say less.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'its path leads through something that is not there';
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}

/** A plan as if what a patch adds to the server's arguments and variables had been said in `args` and `env`: it is judged alike. */
export function asPatched(plan: RuntimePlan, template: Json): RuntimePlan {
  const container = itemsAt(template, 'spec', 'containers').find(one => at(one, 'name') === SERVER);
  const [known, words] = [serverArgs(plan), itemsAt(container, 'args').map(String)];
  const args = known.every((word, index) => words[index] === word) ? words.slice(known.length) : [];
  const names = new Set(itemsAt(derivePodTemplate(plan), 'spec', 'containers').flatMap(one => itemsAt(one, 'env').map(variable => at(variable, 'name'))));
  const env = itemsAt(container, 'env').filter(variable => !names.has(at(variable, 'name')) && typeof at(variable, 'value') === 'string');
  if (args.length === 0 && env.length === 0) return plan;
  const { settings } = plan;
  const added = Object.fromEntries(env.map(variable => [String(at(variable, 'name')), String(at(variable, 'value'))]));
  return { ...plan, settings: { ...settings, args: [...settings.args ?? [], ...args], env: { ...settings.env, ...added } } };
}

/** Where patches were given, and for which clusters. */
export interface PatchContext {
  readonly by: string;
  readonly kubernetesVersion?: KubernetesVersion;
}

/** What patches of a Pod template give up, wherever they were given. */
export function checkPatchedTemplate(before: Json, after: Json, context: PatchContext): Remark[] {
  if (!isObject(before) || !isObject(after)) return [];
  return checkLowered(before, after, context);
}

function checkLowered(before: JsonObject, after: JsonObject, { by, kubernetesVersion }: PatchContext): Remark[] {
  const known = new Set(unrestricted(before, kubernetesVersion));
  const lowered = unrestricted(after, kubernetesVersion).filter(what => !known.has(what));
  if (lowered.length === 0) return [];
  return [{ rule: 'pod-security-lowered', what: `${by} give the Pod ${lowered.join(', ')}`, fix: 'remove the patch, or acknowledge the finding' }];
}

/** Volumes that the clusters do not know yet; mounts without a volume are found in what is printed. */
export function checkVolumes(plan: RuntimePlan): Remark[] {
  return plan.volumes.filter(volume => !plan.kubernetesVersion.isAtLeast(volume._since)).map((volume): Remark => ({
    rule: 'kubernetes-too-old',
    what: `the volume ${JSON.stringify(volume.name)} needs Kubernetes ${volume._since}, and kubernetesVersion is ${plan.kubernetesVersion}`,
    fix: 'give kubernetesVersion when all clusters are that new, or use another kind of volume',
  }));
}
