/** A taint that the Pods may live with. */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key; the operator has to be `Exists` then
   */
  readonly key?: string;

  /**
   * `Exists` or `Equal`, as Kubernetes spells them.
   *
   * @default - `Exists` without a value, else `Equal`
   */
  readonly operator?: string;

  /**
   * Value of the taint, for `Equal`.
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
