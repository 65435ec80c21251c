import { AcceleratorPool } from './accelerator-pool';
import { IAutoscalingTarget } from './autoscaling-target';
import { Scaler } from './scaler';
import { Scaling } from './scaling';
import { ScalingBehavior } from './scaling-behavior';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** Predictive scaling, as the API documents it. It is only recorded, because no scaler does it (`scaling-only-recorded`). */
export interface PredictiveScaling {
  /** Whether it is on.
   *
   * @default - not recorded
   */
  readonly enabled?: boolean;

  /**
   * Name of the algorithm.
   *
   * @default - not recorded
   */
  readonly algorithm?: string;

  /**
   * Minutes that it looks ahead.
   *
   * @default - not recorded
   */
  readonly lookAheadMinutes?: number;

  /**
   * Days of load that it learns from.
   *
   * @default - not recorded
   */
  readonly trainingDataDays?: number;

  /**
   * The periods in which the load repeats itself.
   *
   * @default - not recorded
   */
  readonly seasonality?: ScalingSeasonality;
}

/** The periods of the load, as the API documents them. */
export interface ScalingSeasonality {
  /**
   * Every day.
   *
   * @default - not recorded
   */
  readonly daily?: boolean;

  /**
   * Every week.
   *
   * @default - not recorded
   */
  readonly weekly?: boolean;

  /**
   * Every year.
   *
   * @default - not recorded
   */
  readonly yearly?: boolean;
}

/** The Service that requests have to go to, so that they wake the model. */
export interface InterceptorService {
  /** Name of the Service. */
  readonly serviceName: string;

  /** Namespace of the Service. A route in another namespace needs a ReferenceGrant there. */
  readonly namespace: string;

  /** Port of the Service. */
  readonly port: number;

  /** Hosts that identify requests for this model: the `Host` header that has to arrive there. */
  readonly hosts: string[];
}

/** The props of a policy. */
export interface AutoscalingPolicyProps {
  /** The target: a model, a runtime or a ModelInfer of the app, or an `AutoscalingTarget`. Leave its `replicas` out (`autoscaler-owns-replicas`). */
  readonly target: IAutoscalingTarget;

  /**
   * The metrics to scale by; of several, the one that asks for the most replicas wins. Only a policy that is only recorded may leave them out.
   *
   * @default - none: throws, unless the scaler is `Scaler.recordOnly()`
   */
  readonly scaling?: Scaling[];

  /**
   * The most replicas, 1 or more. Only a policy that is only recorded may leave it out.
   *
   * @default - none: throws, unless the scaler is `Scaler.recordOnly()`
   */
  readonly maxReplicas?: number;

  /**
   * The fewest replicas. It may be 0 where the scaler can start the first Pod again, see docs/scaling.md.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /**
   * The scaler, which changes the replicas.
   *
   * @default Scaler.hpa()
   */
  readonly scaler?: Scaler;

  /**
   * How fast the replicas change. A direction that you give is rendered as it is.
   *
   * @default - up by one Pod in each start-up budget, after a tenth of it; down by one Pod, when it was not needed for that budget
   */
  readonly behavior?: ScalingBehavior;

  /**
   * Predictive scaling, which is only recorded.
   *
   * @default - not recorded
   */
  readonly predictive?: PredictiveScaling;

  /**
   * The accelerators that this policy shares with the other policies and models of the pool.
   *
   * @default - `acceleratorPool` of its target; without one there is no bound
   */
  readonly pool?: AcceleratorPool;

  /**
   * The lowest Kubernetes version of the clusters.
   *
   * @default - that of the target; 1.30 for a target outside the app
   */
  readonly kubernetesVersion?: KubernetesVersion;

  /**
   * Name of all its objects, at most 52 characters. Throws when it is no DNS-1035 label.
   *
   * @default - derived from the id
   */
  readonly name?: string;

  /**
   * Labels and annotations of the `AutoscalingPolicy` resource.
   *
   * @default - none
   */
  readonly metadata?: ObjectMetadataOptions;
}
