import { canMeet, matchText, preferred } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** Most rules of an HTTPRoute: those of two objects have no order among each other. */
const MOST = 16;

/** A route that a Gateway prefers to an earlier one which takes the same requests. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'a Gateway prefers the longest path, then most headers, then most parameters of the query, and only then the first route',
  check({ rules }) {
    return rules.flatMap((later, index) => rules.slice(0, index).flatMap((earlier, place): Said[] => {
      if (later.isFallback || !canMeet(earlier.match, later.match)) return [];
      const order = preferred(earlier.match, later.match);
      const isApart = Math.floor(index / MOST) !== Math.floor(place / MOST);
      if (order < 0 || (order === 0 && !isApart)) return [];
      const what = order > 0
        ? `${matchText(later.match)} go to ${fromOf(later)}, although ${fromOf(earlier)} takes them too and stands before it`
        : `${fromOf(earlier)} and ${fromOf(later)} take the same requests and stand in two HTTPRoutes: the older one is preferred`;
      return [{
        what,
        fix: order > 0 ? 'put the more specific routes before the less specific ones' : 'put them nearer together, or make one of them more specific',
      }];
    }));
  },
};
