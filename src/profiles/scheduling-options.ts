import { Duration } from 'cdk8s';
import { NodeAffinity, PodAffinity } from './affinity';
import { refuseUnknownMembers } from '../ground/input/constants';
import { LabelRequirement } from '../values/label-requirement';

/** A taint that the Pods tolerate. */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key; the operator has to be `Exists` then
   */
  readonly key?: string;

  /**
   * `Exists` or `Equal`, as Kubernetes spells them; from 1.35 on also `Lt` and `Gt`, which compare whole numbers (KEP-5471) and need the feature gate
   * `TaintTolerationComparisonOperators` (`feature-gate-needed`).
   *
   * @default - `Exists` without a value, else `Equal`
   */
  readonly operator?: string;

  /**
   * Value of the taint, for `Equal`; for `Lt` and `Gt` the number that it is compared with.
   *
   * @default - none
   */
  readonly value?: string;

  /**
   * `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   *
   * @default - every effect
   */
  readonly effect?: string;

  /**
   * How long a Pod stays on a node after it got the taint; only with the effect `NoExecute`.
   *
   * @default - as long as the Pod lives
   */
  readonly evictAfter?: Duration;
}

/** The domain over which the replicas of a model are spread. */
export enum Spread {
  /** Nothing is rendered; the scheduler's own soft spreading applies. */
  NONE = 'none',

  /** Over nodes, as far as there are enough (`ScheduleAnyway`). */
  NODES = 'nodes',

  /** Over zones and nodes, as far as there are enough (`ScheduleAnyway`). */
  ZONES = 'zones',
}

refuseUnknownMembers(Spread, 'Spread');

/** Whether nodes that the Pods cannot run on count as well. https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
export enum NodeInclusion {
  /** They do not. */
  HONOR = 'Honor',

  /** They do. */
  IGNORE = 'Ignore',
}

refuseUnknownMembers(NodeInclusion, 'NodeInclusion');

/** How evenly the replicas of a model are spread over the parts of a cluster. */
export interface TopologySpread {
  /** Node label whose values are the parts of the cluster: `topology.kubernetes.io/zone`, `kubernetes.io/hostname`. */
  readonly topologyKey: string;

  /**
   * The most replicas by which two parts may differ.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * Whether a Pod waits when it would violate this (`DoNotSchedule`), instead of running anyway.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * The least number of parts; only with `required`.
   *
   * @default - one
   */
  readonly minDomains?: number;

  /**
   * Keys of Pod labels whose values separate the count: with `pod-template-hash` the replicas of a new version are counted without those of the old
   * one.
   *
   * @default - all replicas are counted together
   */
  readonly matchLabelKeys?: string[];

  /**
   * Labels of the Pods to count.
   *
   * @default - the Pods of this model, when `requirements` is not given either
   */
  readonly labels?: { [key: string]: string };

  /**
   * More requirements on their labels.
   *
   * @default - none
   */
  readonly requirements?: LabelRequirement[];

  /**
   * Whether nodes count that the node selector or node affinity of the Pods excludes.
   *
   * @default - they do not
   */
  readonly nodeAffinityPolicy?: NodeInclusion;

  /**
   * Whether nodes with taints that the Pods do not tolerate are left out (`nodeTaintsPolicy: Honor`).
   *
   * @default false
   */
  readonly honorTaints?: boolean;
}

/** Where the Pods may run. */
export interface SchedulingOptions {
  /**
   * Labels that a node has to have, besides those of the cluster dialect.
   *
   * @default - none
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the Pods tolerate, besides that of the accelerator, which is always tolerated.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * The domain over which the replicas are spread.
   *
   * @default Spread.NONE
   */
  readonly spread?: Spread;

  /**
   * Spreading that `spread` cannot express. An item replaces that of `spread` with the same node label.
   *
   * @default - none
   */
  readonly topologySpread?: TopologySpread[];

  /**
   * The nodes that the Pods have to run on, or preferably run on.
   *
   * @default - any node that offers the resources
   */
  readonly nodeAffinity?: NodeAffinity[];

  /**
   * Pods that the Pods have to run near, or preferably run near.
   *
   * @default - none
   */
  readonly podAffinity?: PodAffinity[];

  /**
   * Pods that the Pods have to keep away from, or preferably keep away from.
   *
   * @default - none
   */
  readonly podAntiAffinity?: PodAffinity[];

  /**
   * The scheduler that places the Pods.
   *
   * @default - the cluster's default
   */
  readonly schedulerName?: string;

  /**
   * Priority class of the Pods; the class has to exist.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Runtime class of the Pods, for example `nvidia` on clusters that need it; a class that does not exist keeps the Pods from starting.
   *
   * @default - none
   */
  readonly runtimeClassName?: string;
}
