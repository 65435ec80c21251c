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

/** The units that Gateway API writes durations in, by the names that cdk8s has for its own; a day is 24 hours there. */
const UNITS: readonly (readonly [labels: readonly string[], suffix: string, milliseconds: number])[] = [
  [['millis'], 'ms', 1], [['seconds'], 's', 1000], [['minutes'], 'm', 60_000], [['hours', 'days'], 'h', 3_600_000],
];

/** The seconds of a duration as Gateway API writes it in one unit, rounded up. */
export function secondsIn(text: string): number {
  const [, count, unit] = /^(\d+)(h|m|s|ms)$/.exec(text)!;
  return Math.ceil(Number(count) * UNITS.find(([, suffix]) => suffix === unit)![2] / 1000);
}

/**
 * A duration as Gateway API writes it, in the unit that it was given in: 60 seconds stay `60s`. Throws on one that cannot be written so.
 * https://gateway-api.sigs.k8s.io/geps/gep-2257/
 */
export function durationText(what: string, duration: Duration): string {
  const exact = duration.toMilliseconds({ integral: false });
  const given = Math.max(0, UNITS.findIndex(([labels]) => labels.includes(duration.unitLabel())));
  const texts = UNITS.slice(given).map(([, suffix, milliseconds]) => `${exact / milliseconds}${suffix}`);
  const text = texts.find(one => /^\d{1,5}(h|m|s|ms)$/.test(one));
  if (text !== undefined) return text;
  throw invalid({
    what,
    got: texts[0],
    allowed: 'a whole number of at most five digits, in milliseconds, seconds, minutes or hours',
    fix: 'use for example Duration.minutes(10)',
  });
}
