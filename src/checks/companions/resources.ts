import { Companion } from './companion';
import { at, itemsAt, Json } from '../../ground/objects';
import { tryParseQuantity } from '../../ground/quantity';

/** All containers of a Pod. */
export function containersOf(template: Json): Json[] {
  return [...itemsAt(template, 'spec', 'containers'), ...itemsAt(template, 'spec', 'initContainers')];
}

/** Those that run side by side: all but the init containers that end. */
export function runningContainersOf(template: Json): Json[] {
  return [...itemsAt(template, 'spec', 'containers'), ...itemsAt(template, 'spec', 'initContainers').filter(one => at(one, 'restartPolicy') === 'Always')];
}

/** A request or limit of a container as it is said; a request that is not said is the limit. */
export function saidOf(container: Json, list: string, resource: string): Json {
  return at(container, 'resources', list, resource) ?? (list === 'requests' ? at(container, 'resources', 'limits', resource) : undefined);
}

/** An amount in the smallest unit; undefined where none is said, or one that is no quantity. */
export function amountOf(quantity: Json): bigint | undefined {
  return tryParseQuantity(String(quantity));
}

/** The resources that a quota counts of a Pod; `cpu` is `requests.cpu`. */
const COUNTED = /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage|[a-z0-9.-]+\/[A-Za-z0-9._-]+)$/;

/** The amount that one Pod of a template takes of what a quota counts: its containers together, or the one that needs more before them. */
export function takenOf(template: Json, key: string): bigint | undefined {
  if (key === 'pods' || key === 'count/pods') return amountOf(1);
  const [, list = 'requests', resource] = COUNTED.exec(key) ?? [];
  if (resource === undefined) return undefined;
  const amountsOf = (containers: readonly Json[]) => (
    containers.map(one => amountOf(saidOf(one, list, resource))).filter(amount => amount !== undefined)
  );
  const running = amountsOf(runningContainersOf(template));
  const all = amountsOf(containersOf(template));
  if (all.length === 0) return undefined;
  return all.reduce((most, amount) => (amount > most ? amount : most), running.reduce((sum, amount) => sum + amount, 0n));
}

/** The amounts of a quota, by what it counts. */
export function hardOf({ manifest }: Companion): [string, Json][] {
  return Object.entries(at(manifest, 'spec', 'hard') ?? {}) as [string, Json][];
}
