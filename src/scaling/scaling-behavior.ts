import { Duration } from 'cdk8s';
import { wholeSeconds } from '../ground/durations';
import { mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { INT32 } from '../ground/kubernetes-fields';
import { JsonObject } from '../ground/objects';

/** Which of several steps counts. */
export enum StepSelection {
  /** The one that changes the most. */
  MAX = 'Max',

  /** The one that changes the least. */
  MIN = 'Min',

  /** None: replicas do not change in this direction. */
  DISABLED = 'Disabled',
}
refuseUnknownMembers(StepSelection, 'StepSelection');

/** How many replicas may come or go at once. */
export class ScalingStep {
  static { brand(this, 'ScalingStep'); }

  /**
   * So many Pods within a time.
   *
   * @param count of Pods, from 1 on.
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
   * So many of each hundred Pods that there are, within a time.
   *
   * @param percent of the Pods, from 1 on; 100 for twice as many, or for none.
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
   * Time over which the gentlest proposal counts: a peak that is shorter changes nothing. Whole seconds, at most an hour; none for at once.
   *
   * @default - Kubernetes' own: none to scale up, 300 seconds to scale down
   */
  readonly stabilizationWindow?: Duration;

  /**
   * The steps in which they change.
   *
   * @default - Kubernetes' own: 4 Pods or 100 % within 15 seconds to scale up, 100 % within 15 seconds to scale down
   */
  readonly steps?: ScalingStep[];

  /**
   * Which of them counts.
   *
   * @default - Kubernetes' own: StepSelection.MAX
   */
  readonly selectPolicy?: StepSelection;

  /**
   * How far the metric may be off before replicas change: 0.05 for 5 %. It needs `kubernetesVersion` 1.35 (`kubernetes-too-old`).
   *
   * @default - the cluster's own, mostly 0.1
   */
  readonly tolerance?: number;
}

/**
 * How fast replicas change, as `behavior` of a HorizontalPodAutoscaler has it. A direction that is left out is derived from the time that a Pod needs
 * until it serves, see `AutoscalingPolicyProps.behavior`.
 */
export interface ScalingBehavior {
  /**
   * When there are too few.
   *
   * @default - one Pod at a time, each with the time to start that the plan gives it
   */
  readonly scaleUp?: ScalingRules;

  /**
   * When there are too many.
   *
   * @default - one Pod at a time, when nothing asked for it for as long as a new one takes to start
   */
  readonly scaleDown?: ScalingRules;
}
