import { behaviorOf, givenBehavior, ScalingTimes } from './behavior';
import { seconds } from '../../ground/durations';
import { JsonObject } from '../../ground/objects';
import { AutoscalingTarget } from '../../scaling/autoscaling-target';
import { Scaler } from '../../scaling/scaler';
import { Scaling } from '../../scaling/scaling';
import { ScalingBehavior } from '../../scaling/scaling-behavior';

/** What is scaled by, in its kinds. */
export type ScalingKind = Scaling['_by'];

/** A kind of it by its name. */
export type ScalingOf<Name extends ScalingKind['kind']> = Extract<ScalingKind, { readonly kind: Name }>;

/** What scales, in its kinds. */
export type ScalerOf<Name extends Scaler['_by']['kind']> = Extract<Scaler['_by'], { readonly kind: Name }>;

/** All that was said of one policy. */
export interface AutoscalingInput {
  readonly name: string;
  readonly namespace?: string;
  readonly target: AutoscalingTarget;
  readonly minReplicas: number;
  /** Undefined where it is only recorded, and was not said. */
  readonly maxReplicas?: number;
  readonly scaling: readonly Scaling[];
  readonly scaler: Scaler;
  readonly behavior?: ScalingBehavior;
  /** Whether somebody said the minimum: else a policy that is only recorded leaves it out. */
  readonly saysMinimum: boolean;
  /** Scaling in advance, which is recorded. */
  readonly predictive?: JsonObject;
}

/** What is derived of it, once; renderers only read it. */
export interface AutoscalingPlan extends Omit<AutoscalingInput, 'behavior'> {
  readonly times: ScalingTimes;
  /** How fast replicas change; undefined where nothing is made that changes them, and nothing was said. */
  readonly behavior?: JsonObject;
}

/** The times of something outside of the app: the least start-up budget of this library, and what it counts for a node, the image and the end. */
const OUTSIDE = { startup: 600, arrival: 1500, grace: 60 };

/** Derives a policy; throws a Refusal where its runtime has no plan. */
export function planAutoscaling(input: AutoscalingInput): AutoscalingPlan {
  const times = timesOf(input.target);
  const { behavior = {}, scaler, ...rest } = input;
  return { ...rest, scaler, times, behavior: scaler._by.kind === 'recordOnly' ? givenBehavior(behavior) : behaviorOf(behavior, times) };
}

function timesOf({ _runtime, _facts: { startup: given } }: AutoscalingTarget): ScalingTimes {
  if (_runtime) {
    const { startup, progressDeadline, grace } = _runtime.timing();
    return { startup, arrival: progressDeadline, grace };
  }
  const startup = given ? seconds(given) : OUTSIDE.startup;
  return { ...OUTSIDE, startup, arrival: OUTSIDE.arrival - OUTSIDE.startup + startup };
}
