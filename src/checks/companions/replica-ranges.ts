/** Where a kind of autoscaler says the fewest and the most replicas, the numbers that it takes where nothing is said, and how it moves between them. */
export interface ReplicaRange {
  readonly fewest: string[];
  readonly most: string[];
  readonly least: number;
  readonly greatest?: number;
  readonly behavior?: string[];
}

/** By the kind. https://keda.sh/docs/2.21/reference/scaledobject-spec/ */
export const REPLICA_RANGES: { readonly [kind: string]: ReplicaRange } = {
  HorizontalPodAutoscaler: { fewest: ['minReplicas'], most: ['maxReplicas'], least: 1, behavior: ['behavior'] },
  ScaledObject: {
    fewest: ['minReplicaCount'],
    most: ['maxReplicaCount'],
    least: 0,
    greatest: 100,
    behavior: ['advanced', 'horizontalPodAutoscalerConfig', 'behavior'],
  },
  HTTPScaledObject: { fewest: ['replicas', 'min'], most: ['replicas', 'max'], least: 0, greatest: 100 },
};
