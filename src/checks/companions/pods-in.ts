import { isObject } from '../../ground/fields';
import { asObject, at, Json, JsonObject } from '../../ground/objects';

/** Kinds of Kubernetes that are Pods, or make some. Those of other makers hold a Pod template as well. */
export const POD_KINDS: readonly string[] = [
  'Pod', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'PodTemplate',
];

/** The labels of all Pods that an object is or makes: of whatever has containers, at whatever depth its template stands. */
export function podLabelsIn(manifest: Json): JsonObject[] {
  if (Array.isArray(manifest)) return manifest.flatMap(podLabelsIn);
  if (!isObject(manifest)) return [];
  const labels = Array.isArray(at(manifest, 'spec', 'containers')) ? asObject(at(manifest, 'metadata', 'labels')) : undefined;
  return labels ? [labels] : Object.values(manifest).flatMap(podLabelsIn);
}
