import { quantityOfNumber } from '../../ground/amounts';
import { seconds } from '../../ground/durations';
import { invalid } from '../../ground/errors';
import { mustBe, whole } from '../../ground/fields';
import { compact, JsonObject, orNothing } from '../../ground/objects';
import { ScalingBehavior, ScalingRules } from '../../scaling/scaling-behavior';

/** The longest period and window that the API server takes, in seconds. */
const LONGEST_PERIOD = 1800;
const LONGEST_WINDOW = 3600;

/** Below this, replicas come and go with every breath of the load: Kubernetes' own window to scale down. */
const LEAST_WINDOW = 300;

/** Pods do not come for a peak that is shorter than this part of their start-up. */
const PATIENCE = 10;

/** The times that a Pod takes to come and to go, in seconds. */
export interface ScalingTimes {
  /** Until it serves, from the start of its server. */
  readonly startup: number;
  /** The same from nothing: a node, the image and the download besides. */
  readonly arrival: number;
  /** Until it is gone. */
  readonly grace: number;
}

/** `behavior` as it was given, and derived for a direction that was not. */
export function behaviorOf(given: ScalingBehavior, times: ScalingTimes): JsonObject {
  return {
    scaleUp: given.scaleUp ? renderedRules('scaleUp', given.scaleUp) : derivedUp(times),
    scaleDown: given.scaleDown ? renderedRules('scaleDown', given.scaleDown) : derivedDown(times),
  };
}

/** `behavior` as it was given, for a record that nothing is derived for. */
export function givenBehavior({ scaleUp, scaleDown }: ScalingBehavior): JsonObject | undefined {
  return orNothing(compact({ scaleUp: scaleUp && renderedRules('scaleUp', scaleUp), scaleDown: scaleDown && renderedRules('scaleDown', scaleDown) }));
}

/** One Pod, and no other before it may serve: a queue stays as long as it loads, and would ask for all of them. */
function derivedUp({ startup }: ScalingTimes): JsonObject {
  return {
    stabilizationWindowSeconds: Math.min(LONGEST_WINDOW, Math.ceil(startup / PATIENCE)),
    policies: [{ type: 'Pods', value: 1, periodSeconds: Math.min(LONGEST_PERIOD, startup) }],
  };
}

/** One Pod that was not needed for as long as it would take to come back, and no other before it is gone. */
function derivedDown({ startup, grace }: ScalingTimes): JsonObject {
  return {
    stabilizationWindowSeconds: idleSeconds({ startup }),
    policies: [{ type: 'Pods', value: 1, periodSeconds: Math.min(LONGEST_PERIOD, Math.max(60, grace)) }],
  };
}

/** How long a Pod has to be idle before it goes. */
export function idleSeconds({ startup }: Pick<ScalingTimes, 'startup'>): number {
  return Math.min(LONGEST_WINDOW, Math.max(LEAST_WINDOW, startup));
}

/** The rules of one direction, exactly as they were given; throws on values that the API server refuses. */
function renderedRules(direction: string, { stabilizationWindow, steps, selectPolicy, tolerance }: ScalingRules): JsonObject {
  const window = stabilizationWindow && seconds(stabilizationWindow);
  if (steps?.length === 0) {
    throw invalid({
      what: `steps of ${direction}`,
      got: 'none',
      allowed: 'one step or more',
      fix: 'leave it out for those of Kubernetes, or say selectPolicy: StepSelection.DISABLED for no change',
    });
  }
  mustBe(whole(0, LONGEST_WINDOW), window, `stabilizationWindow of ${direction} in seconds`, 'Kubernetes looks back for an hour at most');
  return compact({
    stabilizationWindowSeconds: window,
    policies: steps?.map(step => step._render()),
    selectPolicy,
    tolerance: tolerance === undefined ? undefined : toleranceOf(`tolerance of ${direction}`, tolerance),
  });
}

/** As the API server prints it; none at all is a tolerance too. */
function toleranceOf(what: string, tolerance: number): string {
  return tolerance === 0 ? '0' : quantityOfNumber(what, tolerance);
}
