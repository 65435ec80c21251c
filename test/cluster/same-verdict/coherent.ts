import { at, Document, schemaOf } from './documents';
import { CrdFile, SchemaNode, walk } from '../../../scripts/crd/crd-file';
import { placesAt } from '../../../src/checks/custom-resources/places';
import type { Step } from '../../../src/checks/custom-resources/violation';
import { tryParseQuantity } from '../../../src/ground/quantity';

/** A list of named things. */
type Items = Array<Record<string, unknown>>;

/** The objects of a document that have volumes, mounts, ports, variables or resources, by the path to them. */
const OWNERS = ['spec.runtime', 'spec'];

/** Whether the rules of a node are kept by mending what was made: good ones are too rare to wait for. */
export function isMended({ properties = {} }: SchemaNode): boolean {
  const has = (...names: string[]) => names.every((name) => properties[name] !== undefined);
  return has('volumeMounts', 'volumes') || has('requests', 'limits') || has('value', 'valueFrom') || has('subPath', 'subPathExpr');
}

/**
 * The document with what the rules between fields ask for. Where two fields exclude each other, the one on the way to `wanted` stays.
 */
export function coherent(crd: CrdFile, document: Document, wanted: string): Document {
  const copy = structuredClone(document);
  walk(schemaOf(crd), (path, node) => {
    const keys = node['x-kubernetes-list-map-keys'];
    if (keys === undefined || /^status\b/.test(path)) return;
    const valueIn = (item: Record<string, unknown>, key: string) => item[key] ?? node.items!.properties![key]!.default;
    const identity = (item: Record<string, unknown>) => JSON.stringify(keys.map((key) => valueIn(item, key)));
    for (const { steps, value } of placesAt(copy, path)) replace(copy, steps, distinct(value as Items, identity));
  });
  for (const path of OWNERS) {
    const owner = at(copy, path.split('.')) as Record<string, unknown> | undefined;
    if (owner === undefined) continue;
    if (owner.env) owner.env = (owner.env as Items).map((variable) => oneOf(variable, 'value', 'valueFrom', wanted));
    mountsOfVolumes(owner, path, wanted);
    if (owner.resources) limited(owner.resources as Record<string, Record<string, unknown>>);
  }
  return copy;
}

function replace(document: Document, steps: readonly Step[], value: unknown): void {
  (at(document, steps.slice(0, -1)) as Record<Step, unknown>)[steps.at(-1)!] = value;
}

function distinct(items: Items, key: (item: Record<string, unknown>) => unknown): Items {
  return items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) === index);
}

function oneOf(item: Record<string, unknown>, first: string, second: string, wanted: string): Record<string, unknown> {
  const { [wanted.endsWith(`.${first}`) ? second : first]: dropped, ...rest } = item;
  return dropped !== undefined && item[first] !== undefined && item[second] !== undefined ? rest : item;
}

/** Mounts volumes that there are: none is made up, but the one that is wanted. */
function mountsOfVolumes(runtime: Record<string, unknown>, path: string, wanted: string): void {
  if (runtime.volumeMounts === undefined) return;
  let volumes = (runtime.volumes ?? []) as Items;
  if (volumes.length === 0 && wanted.startsWith(`${path}.volumeMounts`)) volumes = runtime.volumes = [{ name: 'any', emptyDir: {} }] as Items;
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
