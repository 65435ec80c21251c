import { ApiObject } from 'cdk8s';
import { AppRegistry } from './app-registry';
import { servicesIn } from './named-services';
import { Pass } from './pass';
import { tryPrinted } from './printed';
import { keyOf } from './surroundings';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { ForeignRoute } from '../checks/rules/route-not-granted';
import { at, itemsAt, Json } from '../ground/objects';

const GROUP = 'gateway.networking.k8s.io';

/**
 * Routes of Gateway API that others made, to Services and pools of this library in another namespace.
 * https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export function findUngrantedRoutes({ owners }: AppRegistry, { objects }: Pass): { readonly at: ApiObject; readonly remark: Remark }[] {
  const routes = objects.filter(one => one.apiGroup === GROUP && one.kind.endsWith('Route') && one.metadata.namespace !== undefined && !owners.has(one));
  if (routes.length === 0) return [];
  const owned = new Set(objects.filter(one => owners.has(one)).map(({ kind, name, metadata: { namespace } }) => keyOf(kind, { name, namespace })));
  const grants = objects.filter(({ apiGroup, kind }) => apiGroup === GROUP && kind === 'ReferenceGrant');
  return routes.flatMap(object => {
    const route = { kind: object.kind, path: object.node.path, namespace: object.metadata.namespace! };
    const named = new Map(servicesIn(at(tryPrinted(object), 'spec')).map(to => [keyOf(to.kind, to), to]));
    return [...named.values()].flatMap(({ kind, name, namespace }) => {
      if (namespace === undefined || namespace === route.namespace || !owned.has(keyOf(kind, { name, namespace }))) return [];
      const to = { kind, name, namespace };
      const remarks = judgeBy('route-not-granted', { route, to, isGranted: grants.some(grant => letsIn(grant, { route, to })) });
      return remarks.map(remark => ({ at: object, remark }));
    });
  });
}

/** Whether a ReferenceGrant lets a route in. */
function letsIn(grant: ApiObject, { route, to }: Pick<ForeignRoute, 'route' | 'to'>): boolean {
  if (grant.metadata.namespace !== to.namespace) return false;
  const spec = at(tryPrinted(grant), 'spec');
  const from = (one: Json) => at(one, 'group') === GROUP && at(one, 'kind') === route.kind && at(one, 'namespace') === route.namespace;
  return itemsAt(spec, 'from').some(from)
    && itemsAt(spec, 'to').some(one => at(one, 'kind') === to.kind && [undefined, to.name].includes(at(one, 'name') as string | undefined));
}
