import { RuntimePlan } from '../render/runtime-plan';

/** A claim that weights are on, with the access mode that is known of it. */
export interface WeightClaim {
  readonly what: 'cache' | 'source';
  readonly mode: string;
  /** Whether nobody said the mode. */
  readonly assumed: boolean;
}

/** The claims that the weights of a model are on. */
export function weightClaims({ cache, binding }: RuntimePlan): WeightClaim[] {
  const claims = [['cache', binding.needsModelVolume ? cache.accessMode : undefined], ['source', binding.volumeAccessMode]] as const;
  return claims.flatMap(([what, mode]) => (mode === undefined ? [] : [{ what, mode, assumed: what === 'cache' && cache._isModeAssumed }]));
}

/** Who would mount a claim at the same time; undefined where one Pod is gone before the next one comes. */
export function mountsAtOnce({ autoscaled, replicas, rollout }: RuntimePlan): string | undefined {
  if (autoscaled || (replicas ?? 1) > 1) return `${autoscaled ? 'autoscaled' : replicas} replicas`;
  return rollout.maxSurge === 0 ? undefined : `a rollout with maxSurge ${rollout.maxSurge}`;
}
