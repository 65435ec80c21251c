import { AcceleratorPool } from './accelerator-pool';
import { IAutoscalingTarget } from './autoscaling-target';
import { Scaler } from './scaler';
import { Scaling } from './scaling';
import { ScalingBehavior } from './scaling-behavior';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** Scaling in advance, as it is documented. It is recorded; no scaler does it (`scaling-only-recorded`). */
export interface PredictiveScaling {
  /**
   * Whether it is wanted.
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

/** When load repeats itself, as it is documented. */
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

/** Where the requests of a model have to go, for it to be woken by them. */
export interface InterceptorService {
  /** Name of the Service. */
  readonly serviceName: string;

  /** Namespace of the Service. A route of another namespace needs a ReferenceGrant there. */
  readonly namespace: string;

  /** Port of the Service. */
  readonly port: number;

  /** Hosts by which it knows the requests of this model: the `Host` that has to reach it. */
  readonly hosts: string[];
}

/** The props that a policy is made from. */
export interface AutoscalingPolicyProps {
  /** The target: a model, a runtime or a ModelInfer of the app, or an `AutoscalingTarget`. Leave its `replicas` out (`autoscaler-owns-replicas`). */
  readonly target: IAutoscalingTarget;

  /**
   * The metrics that it is scaled by; of several, the one that asks for the most replicas wins. Only a policy that is recorded can do without.
   *
   * @default - none: throws, unless the scaler is `Scaler.recordOnly()`
   */
  readonly scaling?: Scaling[];

  /**
   * The most replicas, from 1 on. Only a policy that is recorded can do without.
   *
   * @default - none: throws, unless the scaler is `Scaler.recordOnly()`
   */
  readonly maxReplicas?: number;

  /**
   * The fewest replicas. 0 where the scaler can bring the first Pod back, see docs/scaling.md.
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
   * How fast they change. A direction that is given is rendered as it is.
   *
   * @default - up by one Pod in each start-up budget, after a tenth of it; down by one Pod that was not needed for as long as that budget
   */
  readonly behavior?: ScalingBehavior;

  /**
   * Scaling in advance, only to be recorded.
   *
   * @default - not recorded
   */
  readonly predictive?: PredictiveScaling;

  /**
   * The accelerators that it may ask for, together with the other policies and models of the pool.
   *
   * @default - `acceleratorPool` of its target; no bound where that says none
   */
  readonly pool?: AcceleratorPool;

  /**
   * The lowest Kubernetes version of the clusters.
   *
   * @default - that of the target; 1.30 for one outside of the app
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
