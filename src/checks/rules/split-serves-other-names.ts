import { show } from '../../ground/errors';
import { matchText } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** Requests that are split between servers of which no name is the same. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'clients name the model in the body, which a split does not change: the server that does not know it answers with 404',
  check({ rules }) {
    return rules.flatMap((one): Said[] => {
      const known = one.backends.flatMap(({ to }) => (to._facts?.models ? [to._facts.models] : []));
      if (known.length < 2 || known[0].some(name => known.every(names => names.includes(name)))) return [];
      return [{
        what: `${fromOf(one)} share ${matchText(one.match)}, and serve ${known.map(names => names.map(name => show(name)).join(', ')).join(' and ')}`,
        fix: 'give all of them the same servedName, or one of servedAliases',
      }];
    });
  },
};
