import { Duration } from 'cdk8s';
import { NodeAffinity, PodAffinity } from './affinity';
import { refuseUnknownMembers } from '../ground/input/constants';
import { LabelRequirement } from '../values/label-requirement';

/** A taint that the Pods may live with. */
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

/** Whether the nodes count among the parts of a cluster on which the Pods cannot run. https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
export enum NodeInclusion {
  /** They do not. */
  HONOR = 'Honor',

  /** They do. */
  IGNORE = 'Ignore',
}

refuseUnknownMembers(NodeInclusion, 'NodeInclusion');

/** How evenly the replicas of a model are spread over the parts of a cluster. */
export interface TopologySpread {
  /** Node label whose values are those parts: `topology.kubernetes.io/zone`, `kubernetes.io/hostname`. */
  readonly topologyKey: string;

  /**
   * By how many replicas two parts may differ.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * Whether a Pod waits where it cannot be so (`DoNotSchedule`), in place of running anyway.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * The least number of parts that there have to be; only with `required`.
   *
   * @default - one
   */
  readonly minDomains?: number;

  /**
   * Keys of Pod labels by whose values the replicas are counted apart: with `pod-template-hash` those of a new version do not count those of the old one.
   *
   * @default - all replicas are counted together
   */
  readonly matchLabelKeys?: string[];

  /**
   * Labels of the Pods that are counted.
   *
   * @default - with no `requirements` either, the Pods of this model
   */
  readonly labels?: { [key: string]: string };

  /**
   * More requirements on their labels.
   *
   * @default - none
   */
  readonly requirements?: LabelRequirement[];

  /**
   * Whether nodes count that node selector and node affinity of the Pods exclude.
   *
   * @default - they do not
   */
  readonly nodeAffinityPolicy?: NodeInclusion;

  /**
   * Whether nodes that the Pods do not tolerate are left out of the parts (`nodeTaintsPolicy: Honor`).
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
   * Spreading that `spread` cannot say. One takes the place of that of `spread` over the same parts.
   *
   * @default - none
   */
  readonly topologySpread?: TopologySpread[];

  /**
   * The nodes that the Pods may run on, or should.
   *
   * @default - any node that offers the resources
   */
  readonly nodeAffinity?: NodeAffinity[];

  /**
   * Pods that the Pods have to be near to, or should.
   *
   * @default - none
   */
  readonly podAffinity?: PodAffinity[];

  /**
   * Pods that the Pods have to be away from, or should.
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
