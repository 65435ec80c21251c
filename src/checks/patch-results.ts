import { applyPatches } from './patch-operations';
import { isObject } from '../ground/fields';
import { Json } from '../ground/objects';
import { derivePodTemplate } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** The Pod template after its patches, and the problems of those. */
export interface PatchResults {
  /** The template as they made it; where one does not apply, as those before it did. */
  readonly template: Json;
  /** Why they do not apply. */
  readonly failure?: string;
  /** What to do about it, where it is not the path that is wrong. */
  readonly fix?: string;
  /** Those that apply, and leave everything as it was. */
  readonly idle: readonly string[];
}

/** Applies the user's patches of the Pod template; their result is judged with the Deployment that they end in. */
export function patchResults(plan: RuntimePlan): PatchResults | undefined {
  const { patches } = plan.settings.pod ?? {};
  if (patches === undefined) return undefined;
  if (patches.length === 0) return { template: derivePodTemplate(plan), idle: ['pod.patches is an empty list'] };
  try {
    const { document: template, failure, fix, idle } = applyPatches(derivePodTemplate(plan), patches);
    return { template, failure: failure ?? (isObject(template) ? undefined : 'nothing of the template is left'), fix, idle };
  } catch (error) {
    return { template: undefined, failure: reasonOf(error), idle: [] };
  }
}

/**
 * Why a patch does not apply: the first line of the error, because the others repeat the patch and the object, with all that is in them. A path without
 * a parent ends in words of JavaScript, which say less.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'its path leads through something that is not there';
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
