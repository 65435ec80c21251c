import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppRegistry } from './app-registry';
import { Pass } from './pass';
import { checkEngineVersion } from '../checks/flag-checks';
import { Remark } from '../checks/remark';

/** A remark, and where it belongs. */
export interface LocatedRemark {
  readonly at: IConstruct;
  readonly remark: Remark;
}

/** A check that compares what there is in all of an app. */
export type AppCheck = (registry: AppRegistry, pass: Pass) => LocatedRemark[];

/** All of them, in the order in which they are reported. */
export const APP_CHECKS: readonly AppCheck[] = [findCollisions, findEngineVersions, findMixedAccelerators, findReusedIds, findOverlaps];

/** A Pod can land on another accelerator of its resource when it selects no node, or the same nodes as that one's. */
function findMixedAccelerators({ accelerators }: AppRegistry): LocatedRemark[] {
  const names = new Map<string, Set<string>>();
  const add = (key: string, name: string) => names.set(key, (names.get(key) ?? new Set()).add(name));
  for (const { accelerator, selector } of accelerators) {
    add(accelerator.resource, accelerator.name);
    if (selector !== '') add(`${accelerator.resource} ${selector}`, accelerator.name);
  }
  return accelerators.flatMap(({ at, accelerator: { resource }, selector }) => {
    const mixed = [...names.get(selector === '' ? resource : `${resource} ${selector}`) ?? []];
    if (mixed.length < 2) return [];
    const where = selector === '' ? 'this model selects no node' : `they select the same nodes (${selector})`;
    return [{
      at,
      remark: {
        rule: 'mixed-accelerators' as const,
        what: `the app uses ${mixed.join(', ')}, all of them ${resource}, and ${where}`,
        fix: 'give the profile a cluster dialect that tells them apart, for example cluster: ClusterDialect.GKE, or a scheduling.nodeSelector',
      },
    }];
  });
}

/** One finding for each pair of constructs: two models of one name collide in every object that they have. */
function findCollisions({ owners }: AppRegistry, { objects }: Pass): LocatedRemark[] {
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
    const at = two ?? one;
    const pair = [one ?? other, two ?? object].map(({ node }) => node.path).join(' ');
    if (at && !found.has(pair)) found.set(pair, collision(at, object, other));
  }
  return [...found.values()];
}

function collision(at: IConstruct, object: ApiObject, other: ApiObject): LocatedRemark {
  const where = object.metadata.namespace === undefined ? '' : ` in namespace ${JSON.stringify(object.metadata.namespace)}`;
  return {
    at,
    remark: {
      rule: 'name-collision',
      what: `two objects are ${object.kind} ${JSON.stringify(object.name)}${where}: ${other.node.path} and ${object.node.path}`,
      fix: 'give one of them another name, or put them into charts with different namespaces; one App is for one cluster',
    },
  };
}

function findReusedIds({ models }: AppRegistry): LocatedRemark[] {
  const first = new Map<string, IConstruct>();
  return models.flatMap(({ at, modelId, version }) => {
    const key = `${modelId} ${version}`;
    const other = first.get(key);
    if (!other) first.set(key, at);
    return other ? [{
      at,
      remark: {
        rule: 'model-id-reused' as const,
        what: `modelId ${JSON.stringify(modelId)} with version ${JSON.stringify(version)} is also that of ${other.node.path}`,
        fix: 'give one of them another modelId or version; one App is for one cluster',
      },
    }] : [];
  });
}

/** What there is to say of the version of an engine is said once. */
function findEngineVersions({ engines }: AppRegistry): LocatedRemark[] {
  return [...engines.values()].flatMap(({ at, engine }) => checkEngineVersion(engine).map(remark => ({ at, remark })));
}

/** Two reporters that look after the same namespace ask and write everything twice. */
function findOverlaps({ reporters }: AppRegistry, { objects }: Pass): LocatedRemark[] {
  const all = reporters.size < 2 ? [] : objects.flatMap(object => reporters.get(object) ?? []);
  return all.flatMap(({ at, namespaces }, index) => all.slice(0, index).flatMap(other => {
    const shared = sharedBy(namespaces, other.namespaces);
    return shared === undefined ? [] : [{
      at,
      remark: {
        rule: 'status-reporters-overlap' as const,
        what: `${shared} is also looked after by ${other.at.node.path}`,
        fix: 'keep one ModelStatusReporter for the cluster, or give each its own namespaces; one App is for one cluster',
      },
    }];
  }));
}

function sharedBy(one: readonly string[] | undefined, other: readonly string[] | undefined): string | undefined {
  if (one === undefined && other === undefined) return 'every namespace';
  const both = (one ?? other)!.filter(namespace => (one === undefined || other === undefined || other.includes(namespace)));
  return both.length === 0 ? undefined : `the namespace ${both.join(', ')}`;
}
