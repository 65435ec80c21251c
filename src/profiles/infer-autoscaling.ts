import { Scaling } from '../scaling/scaling';
import { ScalingBehavior } from '../scaling/scaling-behavior';
import { SwitchOptions } from '../values/switch-options';

/**
 * Autoscaling in the ModelInfer itself: the library records it there, and makes a HorizontalPodAutoscaler that carries it out. An `AutoscalingPolicy`
 * does the same with its own resource, and has more scalers. Give only one of the two (`autoscalers-overlap`).
 */
export interface InferAutoscaling extends SwitchOptions {
  /**
   * The fewest replicas, 1 or more.
   *
   * @default - 1, which is not recorded
   */
  readonly minReplicas?: number;

  /**
   * The most replicas, 1 or more.
   *
   * @default - none: throws, unless it is only recorded
   */
  readonly maxReplicas?: number;

  /**
   * The CPU use to aim at: 0.7 for 70 % of the CPU that the Pods request. For a server on accelerators CPU use is a poor measure of load
   * (`autoscaler-metric-unfit`).
   *
   * @default - CPU use does not count
   */
  readonly targetCpuUtilization?: number;

  /**
   * More metrics to scale by; of several, the one that asks for the most replicas wins.
   *
   * @default - nothing besides `targetCpuUtilization`; one of the two has to be given, unless it is only recorded
   */
  readonly scaling?: Scaling[];

  /**
   * How fast the replicas change. A direction that you give is recorded.
   *
   * @default - that of an `AutoscalingPolicy`: one Pod at a time, by the start-up budget
   */
  readonly behavior?: ScalingBehavior;
}
