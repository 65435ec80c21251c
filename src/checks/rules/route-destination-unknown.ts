import { show } from '../../ground/errors';
import { changesBetween } from '../../ground/spelling';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { KnownService, RouteSubject } from '../traffic/route-subject';

/** A Service that a route names by a port which the one of that name does not have, or by a name that is nearly that of a ModelServer. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are answered with 500 or 503',
  check({ rules, servers, services, namespace }) {
    return rules.flatMap(({ backends }) => backends).flatMap(({ to, from }): Said[] => {
      if (to._facts !== undefined || to.kind !== 'Service') return [];
      const near = servers.filter(server => server.namespace === (to.namespace ?? namespace));
      const same = near.find(({ name }) => name === to.name);
      if (same) return same.port === to.port ? [] : [{ what: `${from} leads to port ${to.port} of the ModelServer ${same.name}, which has ${same.port}`, fix: 'lead the route to the ModelServer itself: it knows its port' }];
      const service = services.find(({ name, namespace: its }) => name === to.name && its === (to.namespace ?? namespace));
      if (service) return portOf(service, to.port, from);
      const meant = near.map(({ name }) => name).find(name => name.length !== to.name.length && changesBetween(name, to.name) === 1);
      return meant === undefined ? [] : [{ what: `${from} leads to the Service ${show(to.name)}, and the app has the ModelServer ${show(meant)}`, fix: 'lead the route to the ModelServer itself, or acknowledge this when both are there' }];
    });
  },
};

/** A Service without ports is one that somebody else fills. */
function portOf({ name, ports }: KnownService, port: number | undefined, from: string): Said[] {
  if (ports.length === 0 || port === undefined || ports.includes(port)) return [];
  return [{ what: `${from} leads to port ${port} of the Service ${name}, which has ${ports.join(', ')}`, fix: 'name a port that it has' }];
}
