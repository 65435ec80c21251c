import { Pass } from './pass';
import { tryPrinted } from './printed';
import { Known } from '../checks/known-names';
import { at, Json, JsonObject } from '../ground/objects';

/** The Deployments of the app, whoever made them. */
export function workloadsIn({ objects }: Pass): Known[] {
  return objects.filter(({ kind }) => kind === 'Deployment').map(({ name, metadata: { namespace } }) => ({ name, namespace }));
}

/** The replicas that the app itself says of a workload, whoever made it; undefined where it says none, and where the app does not have it. */
export function replicasOf({ apiVersion, kind, name }: JsonObject, namespace: string | undefined, { objects }: Pass): Json {
  const found = objects.find(one => one.apiVersion === apiVersion && one.kind === kind && one.name === name && one.metadata.namespace === namespace);
  return found && at(tryPrinted(found), 'spec', 'replicas');
}
