import { Duration } from 'cdk8s';
import { wholeSeconds } from '../ground/durations';
import { mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { INT32 } from '../ground/kubernetes-fields';
import { JsonObject } from '../ground/objects';

/** The step that counts, of several. */
export enum StepSelection {
  /** The step that changes the most replicas. */
  MAX = 'Max',

  /** The step that changes the fewest replicas. */
  MIN = 'Min',

  /** None: replicas do not change in this direction. */
  DISABLED = 'Disabled',
}
refuseUnknownMembers(StepSelection, 'StepSelection');

/** The most replicas that may be added or removed within a time. */
export class ScalingStep {
  static { brand(this, 'ScalingStep'); }

  /**
   * A number of Pods within a time.
   *
   * @param count number of Pods, 1 or more.
   * @param period the time: whole seconds, at most half an hour.
   *
   * @example
   * const step = ScalingStep.pods(1, Duration.minutes(5));
   */
  public static pods(count: number, period: Duration): ScalingStep {
    judged('ScalingStep.pods', [count, period], arguments);
    return new ScalingStep('Pods', count, period);
  }

  /**
   * A percentage of the current Pods within a time.
   *
   * @param percent of the Pods, 1 or more; 100 doubles them, or removes all.
   * @param period the time: whole seconds, at most half an hour.
   *
   * @example
   * const step = ScalingStep.percent(50, Duration.minutes(1));
   */
  public static percent(percent: number, period: Duration): ScalingStep {
    judged('ScalingStep.percent', [percent, period], arguments);
    return new ScalingStep('Percent', percent, period);
  }

  private readonly period: number;

  private constructor(private readonly type: string, private readonly value: number, period: Duration) {
    mustBe(whole(1, INT32), value, `${type.toLowerCase()} of a step`, 'a step that changes nothing is said with StepSelection.DISABLED');
    this.period = wholeSeconds('period of a step', period);
    mustBe(whole(1, LONGEST_PERIOD), this.period, 'period of a step in seconds', 'Kubernetes looks back for half an hour at most');
  }

  /** @internal */
  public _render(): JsonObject {
    return { type: this.type, value: this.value, periodSeconds: this.period };
  }
}

/** The longest period that the API server takes, in seconds. */
const LONGEST_PERIOD = 1800;

/** How fast replicas may change in one direction. */
export interface ScalingRules {
  /**
   * Time over which the smallest change that was proposed counts, so that a shorter peak has no effect. Whole seconds, at most an hour; 0 seconds to
   * act at once.
   *
   * @default - Kubernetes' own: none to scale up, 300 seconds to scale down
   */
  readonly stabilizationWindow?: Duration;

  /**
   * The steps in which the replicas change.
   *
   * @default - Kubernetes' own: 4 Pods or 100 % within 15 seconds to scale up, 100 % within 15 seconds to scale down
   */
  readonly steps?: ScalingStep[];

  /**
   * The step that counts.
   *
   * @default - Kubernetes' own: StepSelection.MAX
   */
  readonly selectPolicy?: StepSelection;

  /**
   * How far the metric may differ from its target before replicas change: 0.05 for 5 %. It needs `kubernetesVersion` 1.35 (`kubernetes-too-old`).
   *
   * @default - that of the cluster, mostly 0.1
   */
  readonly tolerance?: number;
}

/**
 * How fast replicas change, as in `behavior` of a HorizontalPodAutoscaler. A direction that is left out is derived from the time that a Pod needs to
 * start, see `AutoscalingPolicyProps.behavior`.
 */
export interface ScalingBehavior {
  /**
   * The rules for adding replicas.
   *
   * @default - one Pod at a time, each with its start-up time
   */
  readonly scaleUp?: ScalingRules;

  /**
   * The rules for removing replicas.
   *
   * @default - one Pod at a time, when no metric asked for it for the start-up time of a Pod
   */
  readonly scaleDown?: ScalingRules;
}
