import { seconds } from '../../ground/durations';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** How often a Prometheus of the Prometheus operator scrapes unless it is told otherwise: `scrapeInterval` of its resource, in seconds. */
const USUAL = 30;

/** A timeout of a monitor that says no interval, against the usual one. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a Prometheus refuses a monitor whose timeout is longer than its interval, and scrapes nothing',
  topic: 'network',
  check({ plan: { settings: { monitoring } } }) {
    const { interval, timeout } = monitoring?._scrape ?? {};
    if (timeout === undefined || interval !== undefined) return NOT_APPLICABLE;
    const longest = seconds(timeout);
    return longest <= USUAL ? [] : [{
      what: `the monitor waits ${longest} s for an answer and says no interval: a Prometheus that was told none scrapes each ${USUAL} s`,
      fix: `give interval in monitoring, at least ${longest} s, or a timeout of at most ${USUAL} s`,
    }];
  },
};
