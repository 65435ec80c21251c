/** A kind of object whose status is written. */
export interface Kind {
  readonly kind: string;
  readonly plural: Plural;
  readonly apiVersion: string;
}

/** The kinds, by the words of their paths. */
export type Plural = 'models' | 'modelinfers' | 'modelservers' | 'modelroutes' | 'autoscalingpolicies';

/** Every kind whose status is written; a Model comes first. Those but the Model need not be installed. */
export const KINDS: Readonly<Record<Plural, Kind>> = {
  models: { kind: 'Model', plural: 'models', apiVersion: 'registry.matrixinfer.ai/v1alpha1' },
  modelinfers: { kind: 'ModelInfer', plural: 'modelinfers', apiVersion: 'workload.matrixinfer.ai/v1alpha1' },
  modelservers: { kind: 'ModelServer', plural: 'modelservers', apiVersion: 'networking.matrixinfer.ai/v1alpha1' },
  modelroutes: { kind: 'ModelRoute', plural: 'modelroutes', apiVersion: 'networking.matrixinfer.ai/v1alpha1' },
  autoscalingpolicies: { kind: 'AutoscalingPolicy', plural: 'autoscalingpolicies', apiVersion: 'registry.matrixinfer.ai/v1alpha1' },
};

/** The key of an object whose status is written: that of a Model is `namespace/name`, and others name their kind behind it. */
export function subjectKey(plural: Plural, namespacedName: string): string {
  return plural === 'models' ? namespacedName : `${namespacedName}/${plural}`;
}

/** The kind in a key. */
export function pluralIn(key: string): Plural {
  return (key.split('/')[2] ?? 'models') as Plural;
}
