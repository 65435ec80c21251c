import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppRegistry } from './app-registry';
import { registeredIn } from './foreign-resources';
import { Pass } from './pass';
import { findUngrantedRoutes } from './ungranted-routes';
import { checkObject } from '../checks/object-checks';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { Named } from '../checks/rules/name-collision';
import { checkTexts } from '../checks/text-checks';

/** A remark, and where it belongs. */
export interface LocatedRemark {
  readonly at: IConstruct;
  readonly remark: Remark;
}

/** A check that compares constructs of a whole app. */
export type AppCheck = (registry: AppRegistry, pass: Pass) => LocatedRemark[];

/** All of them, in the order in which they are reported. */
export const APP_CHECKS: readonly AppCheck[] = [
  findCollisions, findEngineVersions, findMixedAccelerators, findReusedIds, findOverlaps, checkForeignResources, findUngrantedRoutes,
];

/** A Pod can land on another accelerator of its resource when it selects no node, or the same nodes as that one's. */
function findMixedAccelerators({ accelerators }: AppRegistry): LocatedRemark[] {
  const names = new Map<string, Set<string>>();
  const add = (key: string, name: string) => names.set(key, (names.get(key) ?? new Set()).add(name));
  for (const { accelerator, selector } of accelerators) {
    add(accelerator.resource, accelerator.name);
    if (selector !== '') add(`${accelerator.resource} ${selector}`, accelerator.name);
  }
  return accelerators.flatMap(({ at, accelerator: { resource }, selector }) => {
    const mixed = names.get(selector === '' ? resource : `${resource} ${selector}`) ?? [];
    return judgeBy('mixed-accelerators', { resource, selector, names: [...mixed] }).map(remark => ({ at, remark }));
  });
}

/**
 * One finding for each pair of constructs: two models of one name collide in every object that they have. Of objects that others wrote, only those of
 * this library's kinds are compared with each other; those in a list can be an object of the app once more.
 */
function findCollisions({ owners }: AppRegistry, { objects, foreignResources }: Pass): LocatedRemark[] {
  const raw = new Set(foreignResources.map(({ at }) => at).filter(({ kind }) => kind !== 'List'));
  const first = new Map<string, ApiObject>();
  const found = new Map<string, LocatedRemark>();
  for (const object of objects) {
    // A CRD has no namespace, although its chart's stands in its metadata.
    const namespace = object.kind === 'CustomResourceDefinition' ? undefined : object.metadata.namespace;
    const key = [object.apiGroup, object.kind, namespace, object.name].join(' ');
    const other = first.get(key);
    if (!other) {
      first.set(key, object);
      continue;
    }
    const [one, two] = [owners.get(other), owners.get(object)];
    const at = two ?? one ?? (raw.has(object) ? object : undefined);
    const pair = [one ?? other, two ?? object].map(({ node }) => node.path).join(' ');
    if (at && !found.has(pair)) found.set(pair, { at, remark: judgeBy('name-collision', collision(object, other))[0] });
  }
  return [...found.values()];
}

function collision(object: ApiObject, other: ApiObject): Named {
  const { kind, name, metadata: { namespace }, node: { path } } = object;
  return { kind, name, namespace, path, other: other.node.path };
}

function findReusedIds({ models }: AppRegistry, { foreignResources }: Pass): LocatedRemark[] {
  const first = new Map<string, IConstruct>();
  const others = foreignResources.flatMap(resource => registeredIn(resource) ?? []);
  return [...models, ...others].flatMap(({ at, modelId, version }) => {
    const key = `${modelId} ${version}`;
    const other = first.get(key);
    if (!other) first.set(key, at);
    return judgeBy('model-id-reused', { modelId, version, other: other?.node.path }).map(remark => ({ at, remark }));
  });
}

/** A finding about the version of an engine is said once. */
function findEngineVersions({ engines }: AppRegistry): LocatedRemark[] {
  return [...engines.values()].flatMap(({ at, engine }) => judgeBy('engine-version-unverified', engine).map(remark => ({ at, remark })));
}

/** Two reporters that look after the same namespace ask and write everything twice. */
function findOverlaps({ reporters }: AppRegistry, { objects }: Pass): LocatedRemark[] {
  const all = reporters.size < 2 ? [] : objects.flatMap(object => reporters.get(object) ?? []);
  return all.flatMap(({ at, namespaces }, index) => all.slice(0, index).flatMap(other => {
    const pair = { namespaces, other: { namespaces: other.namespaces, path: other.at.node.path } };
    return judgeBy('status-reporters-overlap', pair).map(remark => ({ at, remark }));
  }));
}

/** What the API server would refuse of the custom resources that others wrote, by the CRDs of this library, and what nobody should read in them. */
function checkForeignResources(_registry: AppRegistry, { foreignResources }: Pass): LocatedRemark[] {
  return foreignResources.flatMap(({ at, manifest }) => {
    const remarks = [...checkObject(manifest, { isPatched: false }), ...checkTexts(manifest)];
    return remarks.map(remark => ({ at, remark }));
  });
}
