import { ApiObject } from 'cdk8s';
import { Pass } from './pass';
import { tryPrinted } from './printed';
import { KnownPool, KnownService } from '../checks/traffic/route-subject';
import { at, itemsAt } from '../ground/objects';
import { RouteDestination } from '../traffic/route-destination';

/** The Services of the app that destinations name, whoever made them, in all namespaces. Those of an app that names none are not looked for. */
export function namedServices(named: readonly RouteDestination[], { objects }: Pass): KnownService[] {
  if (named.length === 0) return [];
  return objects.filter(({ kind, name }) => kind === 'Service' && named.some(to => to.name === name)).map(service => ({
    name: service.name,
    namespace: service.metadata.namespace,
    ports: portsOf(service),
  }));
}

/** The InferencePools of the app, whoever made them: of an app that names none they are not looked for. */
export function poolsBeside(named: readonly RouteDestination[], { objects }: Pass): KnownPool[] {
  if (!named.some(({ kind }) => kind === 'InferencePool')) return [];
  return objects.filter(({ kind }) => kind === 'InferencePool').map(({ name, metadata: { namespace } }) => ({ name, namespace }));
}

/** The numbers of its ports. */
function portsOf(service: ApiObject): number[] {
  return itemsAt(tryPrinted(service), 'spec', 'ports').map(port => at(port, 'port')).filter(port => typeof port === 'number');
}
