import { EngineMetrics } from '../engines/engine-metrics';
import { INT32 } from '../ground/kubernetes-fields';
import { Autoscaler, hasKnownMinimum } from '../render/autoscaler';
import { RuntimePlan } from '../render/runtime-plan';

/** Whether the API server takes a count of replicas; none at all is left to an autoscaler, or one. */
export function isCount(replicas: number | undefined): boolean {
  return replicas === undefined || (Number.isInteger(replicas) && replicas >= 0 && replicas <= INT32);
}

/** An autoscaler in a message: its kind, and the path of its construct. */
export function nameOf({ kind, path }: Autoscaler): string {
  return `${kind} ${path}`;
}

/** The metrics of a server that an autoscaler goes by, where it goes by nothing else. */
export function ownMetrics(goesBy: readonly string[], measured: EngineMetrics): string[] {
  const names = Object.values(measured).filter(name => typeof name === 'string');
  const found = goesBy.map(text => names.filter(name => text.includes(name) || text.includes(name.replace(/[^A-Za-z0-9_]/g, '_'))));
  return found.every(({ length }) => length > 0) ? [...new Set(found.flat())] : [];
}

/** How many Pods there are at least, where it is known: an autoscaler that goes to zero leaves none only while nothing is asked of them. */
export function leastReplicas({ autoscaled, autoscaler, replicas }: RuntimePlan): number | undefined {
  if (!autoscaled) return replicas ?? 1;
  return autoscaler !== undefined && hasKnownMinimum(autoscaler.kind) && isCount(autoscaler.minimum) ? autoscaler.minimum || undefined : undefined;
}
