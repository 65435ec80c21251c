import { Duration } from 'cdk8s';
import { invalid } from './errors';
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

/** The seconds of a duration; throws on one of no whole seconds, and on none. */
export function wholeSeconds(what: string, duration: Duration): number {
  const exact = duration.toSeconds({ integral: false });
  if (!Number.isInteger(exact) || exact < 1 || exact > INT32) {
    throw invalid({ what, got: `${exact} s`, allowed: 'whole seconds from 1 on', fix: 'use Duration.seconds(n)' });
  }
  return exact;
}
