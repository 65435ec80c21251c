import { Duration } from 'cdk8s';
import { mustBe, whole } from './fields';
import { INT32 } from './kubernetes-fields';

/** Whole seconds, rounded up. */
export function seconds(duration: Duration): number {
  return Math.ceil(duration.toSeconds({ integral: false }));
}

/** Returns a duration unchanged, or throws when Kubernetes cannot count it. */
export function checkedDuration(what: string, duration: Duration): Duration {
  mustBe(whole(0, INT32), seconds(duration), `${what} in seconds`, 'use for example Duration.minutes(10)');
  return duration;
}
