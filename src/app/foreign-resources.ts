import { ApiObject } from 'cdk8s';
import { AppRegistry, RegisteredModel } from './app-registry';
import { printedIn } from './printed';
import { at, JsonObject } from '../ground/objects';
import { SCHEMAS } from '../imports/schemas.generated';

/** A custom resource of this library's kinds that others wrote: raw, of a class that `cdk8s import` made, of a file, or in a list. */
export interface ForeignResource {
  readonly at: ApiObject;
  /** The object as it is printed now: what a `Lazy`, a resolver or a patch fills in is in it. */
  readonly manifest: JsonObject;
}

/** All of them, where the app does not bring CRDs of its own by those names. */
export function foreignResources({ owners }: AppRegistry, objects: readonly ApiObject[]): ForeignResource[] {
  const others = objects.filter(one => !owners.has(one) && (one.kind === 'List' || OURS.has(keyOf(one))));
  if (others.length === 0) return [];
  const definitions = new Set(objects.filter(one => one.kind === 'CustomResourceDefinition' && !owners.has(one)).map(({ name }) => name));
  return others.flatMap(resourcesIn).filter(({ manifest }) => {
    const name = OURS.get(keyOf({ apiGroup: groupOf(manifest), kind: String(manifest.kind) }));
    return name !== undefined && !definitions.has(name);
  });
}

/** Names of the CRDs, by group and kind. */
const OURS: ReadonlyMap<string, string> = new Map(SCHEMAS.map(({ group, kind, name }) => [keyOf({ apiGroup: group, kind }), name]));

function keyOf({ apiGroup, kind }: { readonly apiGroup: string; readonly kind: string }): string {
  return `${apiGroup} ${kind}`;
}

function groupOf({ apiVersion }: JsonObject): string {
  return String(apiVersion).split('/')[0];
}

function resourcesIn(object: ApiObject): ForeignResource[] {
  return printedIn(object).map(manifest => ({ at: object, manifest }));
}

/**
 * The identity and version that a Model of others records; undefined for other kinds, and for what is in a list, which can be an object of the app
 * once more.
 */
export function registeredIn({ at: object, manifest }: ForeignResource): RegisteredModel | undefined {
  const [modelId, version] = ['modelId', 'version'].map(member => at(manifest, 'spec', 'modelSpec', member));
  return object.kind === 'Model' && typeof modelId === 'string' && typeof version === 'string' ? { at: object, modelId, version } : undefined;
}
