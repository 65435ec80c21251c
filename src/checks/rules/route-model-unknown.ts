import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** A route for a model that the server behind it does not serve. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'the server answers requests for a model that it does not know with 404, unless something rewrites them on their way',
  check({ routes }) {
    return routes.flatMap(({ match, to }, index): Said[] => {
      const names = to._facts?.names;
      if (match?.model === undefined || names === undefined) return [];
      const models = [...names.own, ...names.adapters];
      if (models.includes(match.model)) return [];
      return [{
        what: `routes[${index}] leads requests for the model ${show(match.model)} to ${to.name}, which serves ${models.map(name => show(name)).join(', ')}`,
        fix: 'name a model that it serves; or give it that name: servedName, servedAliases, adapters',
      }];
    });
  },
};
