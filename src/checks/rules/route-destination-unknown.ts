import { show } from '../../ground/errors';
import { changesBetween } from '../../ground/spelling';
import { Severity } from '../../values/finding';
import { Rule, Said } from '../rule';
import { KnownPool, KnownService, RouteSubject } from '../traffic/route-subject';

/** A Service that a route names by a port which the one of that name does not have, or by a name that is nearly that of a ModelServer; a pool by one that is nearly that of a pool. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are answered with 500 or 503',
  check({ rules, servers, services, pools, namespace }) {
    return rules.flatMap(({ backends }) => backends).flatMap(({ to, from }): Said[] => {
      if (to._facts !== undefined) return [];
      const near = servers.filter(server => server.namespace === (to.namespace ?? namespace));
      const here = pools.filter(pool => pool.namespace === (to.namespace ?? namespace));
      if (to.kind !== 'Service') return poolOf(to.name, { pools: here, servers: near }, from);
      const same = near.find(({ name }) => name === to.name);
      if (same) return same.port === to.port ? [] : [{ what: `${from} leads to port ${to.port} of the ModelServer ${same.name}, which has ${same.port}`, fix: 'lead the route to the ModelServer itself: it knows its port' }];
      const service = services.find(({ name, namespace: its }) => name === to.name && its === (to.namespace ?? namespace));
      if (service) return portOf(service, to.port, from);
      const meant = meantBy(to.name, near);
      return meant === undefined ? [] : [{ what: `${from} leads to the Service ${show(to.name)}, and the app has the ModelServer ${show(meant)}`, fix: 'lead the route to the ModelServer itself, or acknowledge this when both are there' }];
    });
  },
};

/** An InferencePool that is nearly one of the app, or is none but a ModelServer. */
function poolOf(name: string, { pools, servers }: Pick<RouteSubject, 'pools' | 'servers'>, from: string): Said[] {
  if (pools.some(pool => pool.name === name)) return [];
  const says = (kind: string, known: string) => ({ what: `${from} leads to the InferencePool ${show(name)}, and the app has the ${kind} ${show(known)}`, fix: `lead the route to the ${kind} itself, or acknowledge this when both are there` });
  const meant = meantBy(name, pools);
  if (meant !== undefined) return [says('InferencePool', meant)];
  return servers.some(server => server.name === name) ? [says('ModelServer', name)] : [];
}

/** The one of which a name is a slip: a letter more or less. Another letter tells names apart, such as those with a number. */
function meantBy(name: string, all: readonly KnownPool[]): string | undefined {
  return all.map(({ name: known }) => known).find(known => known.length !== name.length && changesBetween(known, name) === 1);
}

/** A Service without ports is one that somebody else fills. */
function portOf({ name, ports }: KnownService, port: number | undefined, from: string): Said[] {
  if (ports.length === 0 || port === undefined || ports.includes(port)) return [];
  return [{ what: `${from} leads to port ${port} of the Service ${name}, which has ${ports.join(', ')}`, fix: 'name a port that it has' }];
}
