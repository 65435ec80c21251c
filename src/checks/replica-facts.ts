import { INT32 } from '../ground/kubernetes-fields';
import { Autoscaler } from '../render/autoscaler';

/** Whether the API server takes a count of replicas; none at all is left to an autoscaler, or one. */
export function isCount(replicas: number | undefined): boolean {
  return replicas === undefined || (Number.isInteger(replicas) && replicas >= 0 && replicas <= INT32);
}

/** An autoscaler in a message: its kind, and the path of its construct. */
export function nameOf({ kind, path }: Autoscaler): string {
  return `${kind} ${path}`;
}
