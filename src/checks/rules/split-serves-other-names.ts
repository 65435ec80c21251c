import { show } from '../../ground/errors';
import { matchText } from '../../render/traffic/rule-match';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { fromOf, RouteSubject } from '../traffic/route-subject';

/** Requests that are split between servers of which no name is the same, or of which one lacks an adapter of another. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'clients name the model in the body, which a split does not change: the server that does not know it answers with 404',
  check({ rules, gateway: { modelHeader } }) {
    return rules.flatMap((one): Said[] => {
      const known = one.backends.flatMap(({ to }) => to._facts?.names ?? []);
      if (known.length < 2) return [];
      const shared = `${fromOf(one)} share ${matchText(one.match)}`;
      const own = known.map(names => names.own);
      const others = own[0].some(name => own.every(names => names.includes(name))) ? [] : [{
        what: `${shared}, and serve ${own.map(names => names.map(name => show(name)).join(', ')).join(' and ')}`,
        fix: 'give all of them the same servedName, or one of servedAliases',
      }];
      // Requests that are told apart by their model are judged by it.
      const isNamed = one.match.headers.some(([name]) => name === modelHeader?.toLowerCase());
      return [...others, ...(isNamed ? [] : lacking(known)).map(name => ({
        what: `${shared}, and not all of them serve the adapter ${show(name)}`,
        fix: 'give all of them the same adapters, or lead requests for it by match.model to those that have it',
      }))];
    });
  },
};

/** Adapters that some of the servers have, and others have not. */
function lacking(known: readonly Names[]): string[] {
  const all = new Set(known.flatMap(({ adapters }) => adapters));
  return [...all].filter(name => known.some(({ own, adapters }) => ![...own, ...adapters].includes(name)));
}

/** The names that a server knows. */
interface Names {
  readonly own: readonly string[];
  readonly adapters: readonly string[];
}
