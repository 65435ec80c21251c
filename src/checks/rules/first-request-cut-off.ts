import { secondsIn } from '../../ground/durations';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** The time that a route gives to requests, against the time that the interceptor lets the first one wait. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'while there is no Pod the interceptor holds requests until one serves, and a Gateway that ends them sooner answers each of them with an error',
  check({ rules }) {
    const waking = rules.flatMap(({ backends, timeout }) => backends.flatMap(({ to, from }) => {
      const wait = to._facts?.waking?.tryWaitSeconds();
      return wait === undefined ? [] : [{ from, wait, ends: timeout === undefined ? 0 : secondsIn(timeout) }];
    }));
    if (waking.length === 0) return NOT_APPLICABLE;
    return waking.filter(({ ends, wait }) => ends > 0 && ends < wait).map(({ from, wait, ends }) => ({
      what: `requests of ${from} end after ${ends} s, and the interceptor lets them wait ${wait} s for the first Pod`,
      fix: 'give a longer timeout, or a shorter readinessTimeout to Scaler.httpAddOn; or let it answer at once, by placeholder',
    }));
  },
};
