import { Document } from './documents';
import { tryParseQuantity } from '../../../src/ground/quantity';

/** A list of named things in a runtime. */
type Items = Array<Record<string, unknown>>;

/**
 * The document with what the rules between fields ask for. Where two fields exclude each other, the one on the way to `wanted` stays.
 */
export function coherent(model: Document, wanted: string): Document {
  const copy = structuredClone(model);
  const runtime = (copy.spec as Record<string, Record<string, unknown>>).runtime!;
  if (runtime.env) runtime.env = distinct(runtime.env as Items, ({ name }) => name).map((variable) => oneOf(variable, 'value', 'valueFrom', wanted));
  if (runtime.ports) runtime.ports = distinct(runtime.ports as Items, ({ containerPort, protocol }) => `${containerPort} ${protocol ?? 'TCP'}`);
  if (runtime.volumes) runtime.volumes = distinct(runtime.volumes as Items, ({ name }) => name);
  mountsOfVolumes(runtime, wanted);
  if (runtime.resources) limited(runtime.resources as Record<string, Record<string, unknown>>);
  return copy;
}

function distinct(items: Items, key: (item: Record<string, unknown>) => unknown): Items {
  return items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) === index);
}

function oneOf(item: Record<string, unknown>, first: string, second: string, wanted: string): Record<string, unknown> {
  const { [wanted.endsWith(`.${first}`) ? second : first]: dropped, ...rest } = item;
  return dropped !== undefined && item[first] !== undefined && item[second] !== undefined ? rest : item;
}

/** Mounts volumes that there are: none is made up, but the one that is wanted. */
function mountsOfVolumes(runtime: Record<string, unknown>, wanted: string): void {
  if (runtime.volumeMounts === undefined) return;
  let volumes = (runtime.volumes ?? []) as Items;
  if (volumes.length === 0 && wanted.startsWith('spec.runtime.volumeMounts')) volumes = runtime.volumes = [{ name: 'any', emptyDir: {} }] as Items;
  const mounts = distinct(runtime.volumeMounts as Items, ({ mountPath }) => mountPath);
  if (volumes.length === 0) {
    delete runtime.volumeMounts;
    return;
  }
  runtime.volumeMounts = mounts.map((mount, index) => ({ ...oneOf(mount, 'subPath', 'subPathExpr', wanted), name: volumes[index % volumes.length]!.name }));
}

function limited(resources: Record<string, Record<string, unknown>>): void {
  const { requests, limits } = resources;
  for (const amounts of [requests, limits]) {
    for (const name of Object.keys(amounts ?? {})) {
      if (name.includes('/')) amounts![name] = typeof amounts![name] === 'number' ? amounts![name] : String(amounts![name]).replace(/[^0-9]/g, '') || '1';
    }
  }
  for (const [name, request] of Object.entries(requests ?? {})) {
    if (name.includes('/') || name.startsWith('hugepages-')) {
      resources.limits = { ...resources.limits, [name]: request };
    } else if (limits?.[name] !== undefined && tryParseQuantity(String(request))! > tryParseQuantity(String(limits[name]))!) {
      [requests![name], limits[name]] = [limits[name], request];
    }
  }
}
