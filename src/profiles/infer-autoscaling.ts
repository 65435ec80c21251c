import { Scaling } from '../scaling/scaling';
import { ScalingBehavior } from '../scaling/scaling-behavior';
import { SwitchOptions } from '../values/switch-options';

/**
 * How the replicas of a ModelInfer follow its load, as the ModelInfer says it itself. A HorizontalPodAutoscaler is made that acts by it. An
 * `AutoscalingPolicy` says the same in an object of its own and knows more scalers; only one of the two is given (`autoscalers-overlap`).
 */
export interface InferAutoscaling extends SwitchOptions {
  /**
   * The fewest replicas, from 1 on.
   *
   * @default - 1, which is not recorded
   */
  readonly minReplicas?: number;

  /**
   * The most replicas, from 1 on.
   *
   * @default - none: throws, unless it is only recorded
   */
  readonly maxReplicas?: number;

  /**
   * The use of the CPU that is aimed at: 0.7 for 70 % of what the Pods request. It says little of a server on accelerators (`autoscaler-metric-unfit`).
   *
   * @default - the CPU is not looked at
   */
  readonly targetCpuUtilization?: number;

  /**
   * More to scale the replicas by; of several, the one that asks for the most replicas wins.
   *
   * @default - nothing besides `targetCpuUtilization`; one of the two has to be given, unless it is only recorded
   */
  readonly scaling?: Scaling[];

  /**
   * How fast they change. A direction that is given is recorded.
   *
   * @default - that of an `AutoscalingPolicy`: one Pod at a time, by the start-up budget
   */
  readonly behavior?: ScalingBehavior;
}
