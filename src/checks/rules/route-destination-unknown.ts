import { show } from '../../ground/errors';
import { changesBetween } from '../../ground/spelling';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** A Service that a route names by a port which the ModelServer of that name does not have, or by a name that is nearly that of one. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are answered with 500 or 503',
  check({ rules, servers, namespace }) {
    return rules.flatMap(({ backends }) => backends).flatMap(({ to, from }): Said[] => {
      if (to._facts !== undefined || to.kind !== 'Service') return [];
      const near = servers.filter(server => server.namespace === (to.namespace ?? namespace));
      const same = near.find(({ name }) => name === to.name);
      if (same) return same.port === to.port ? [] : [{ what: `${from} leads to port ${to.port} of the ModelServer ${same.name}, which has ${same.port}`, fix: 'lead the route to the ModelServer itself: it knows its port' }];
      const meant = near.map(({ name }) => name).find(name => name.length !== to.name.length && changesBetween(name, to.name) === 1);
      return meant === undefined ? [] : [{ what: `${from} leads to the Service ${show(to.name)}, and the app has the ModelServer ${show(meant)}`, fix: 'lead the route to the ModelServer itself, or acknowledge this when both are there' }];
    });
  },
};
