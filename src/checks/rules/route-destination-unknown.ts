import { show } from '../../ground/errors';
import { RouteDestination } from '../../traffic/route-destination';
import { Severity } from '../../values/finding';
import { placesOf, slipOf } from '../known-names';
import { Rule, Said } from '../rule';
import { KnownPool, KnownService, RouteSubject } from '../traffic/route-subject';

/**
 * A Service that a route names by a port which the one of that name does not have, by a name that is nearly that of a ModelServer, or in a namespace where the
 * app has none of that name; a pool by such a name.
 */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are answered with 500 or 503',
  check({ rules, servers, services, pools, namespace }) {
    return rules.flatMap(({ backends }) => backends).flatMap(({ to, from }): Said[] => {
      if (to._facts !== undefined) return [];
      const near = servers.filter(server => server.namespace === (to.namespace ?? namespace));
      const here = pools.filter(pool => pool.namespace === (to.namespace ?? namespace));
      if (to.kind !== 'Service') {
        const said = poolOf(to.name, { pools: here, servers: near }, from);
        return said.length > 0 || here.some(({ name }) => name === to.name) ? said : elsewhere(to, pools, { from, namespace });
      }
      const same = near.find(({ name }) => name === to.name);
      if (same) {
        return same.port === to.port ? [] : [{
          what: `${from} leads to port ${to.port} of the ModelServer ${same.name}, which has ${same.port}`,
          fix: 'lead the route to the ModelServer itself: it knows its port',
        }];
      }
      const service = services.find(({ name, namespace: its }) => name === to.name && its === (to.namespace ?? namespace));
      if (service) return portOf(service, to.port, from);
      const meant = slipOf(to.name, near);
      return meant === undefined ? elsewhere(to, [...services, ...servers], { from, namespace }) : [{
        what: `${from} leads to the Service ${show(to.name)}, and the app has the ModelServer ${show(meant)}`,
        fix: 'lead the route to the ModelServer itself, or acknowledge this when both are there',
      }];
    });
  },
};

/** A route, as messages call it, and its namespace. */
interface Place {
  readonly from: string;
  readonly namespace?: string;
}

/** A Service or a pool that the app has in another namespace alone: one that nobody says, or of which the one that is said is a slip. */
function elsewhere({ kind, name, namespace: said }: RouteDestination, all: readonly KnownPool[], { from, namespace = said }: Place): Said[] {
  const own = said ?? namespace;
  const found = placesOf({ name, namespace: own }, all);
  const places = said === undefined ? found : found.filter(place => slipOf(said, [{ name: place }]) !== undefined);
  if (places.length === 0) return [];
  const leave = 'leave namespace of its RouteDestination out';
  const give = `give namespace: ${show(places[0])} to its RouteDestination: the route then brings the ReferenceGrant that Gateway API needs there`;
  return [{
    what: `${from} leads to the ${kind} ${show(name)} in namespace ${show(own)}, and the app has one of that name in `
      + `${places.map(place => show(place)).join(' and ')} alone`,
    fix: `${places.some(place => place === namespace) ? leave : give}; or acknowledge this when another is there`,
  }];
}

/** An InferencePool that is nearly one of the app, or is none but a ModelServer. */
function poolOf(name: string, { pools, servers }: Pick<RouteSubject, 'pools' | 'servers'>, from: string): Said[] {
  if (pools.some(pool => pool.name === name)) return [];
  const says = (kind: string, known: string) => ({
    what: `${from} leads to the InferencePool ${show(name)}, and the app has the ${kind} ${show(known)}`,
    fix: `lead the route to the ${kind} itself, or acknowledge this when both are there`,
  });
  const meant = slipOf(name, pools);
  if (meant !== undefined) return [says('InferencePool', meant)];
  return servers.some(server => server.name === name) ? [says('ModelServer', name)] : [];
}

/** A Service without ports is one that somebody else fills. */
function portOf({ name, ports }: KnownService, port: number | undefined, from: string): Said[] {
  if (ports.length === 0 || port === undefined || ports.includes(port)) return [];
  return [{ what: `${from} leads to port ${port} of the Service ${name}, which has ${ports.join(', ')}`, fix: 'name a port that it has' }];
}
