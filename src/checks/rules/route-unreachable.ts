import { matchKey } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** A fallback beside a route that takes all requests. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'no request ever arrives there; a fallback is for requests that no route takes, and not for a server that is down',
  check({ rules }) {
    const fallback = rules.find(({ isFallback }) => isFallback);
    const all = rules.find(({ isFallback, match }) => !isFallback && fallback && matchKey(match) === matchKey(fallback.match));
    return all ? [{
      what: `fallback gets no request: ${fromOf(all)} takes all that no other route takes`,
      fix: 'leave fallback out, or give that route a match',
    }] : [];
  },
};
