import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppRegistry } from './app-registry';
import { AppCheck } from './ledger';
import { checkEngineVersion } from '../checks/flag-checks';
import { ServingEngine } from '../engines/serving-engine';
import { Accelerator } from '../values/accelerator';

/** Tells the app of an object of the library, so that no other object can have its kind, namespace and name. */
export function registerObject(owner: IConstruct, object: ApiObject): void {
  const registry = AppRegistry.of(owner);
  registry.owners.set(object, owner);
  registry.check('name-collision', findCollisions(registry));
}

/** Tells the app of a Model, so that no other has its modelId and version. */
export function registerModel(at: IConstruct, modelId: string, version: string): void {
  const registry = AppRegistry.of(at);
  registry.models.push({ at, modelId, version });
  registry.check('model-id-reused', findReusedIds(registry));
}

/** Tells the app which accelerator a runtime wants, and by which labels it selects its nodes. */
export function registerAccelerator(at: IConstruct, accelerator: Accelerator, selector: { [key: string]: string }): void {
  const registry = AppRegistry.of(at);
  registry.accelerators.push({ at, accelerator, selector: Object.entries(selector).map(([key, value]) => `${key}=${value}`).sort().join(', ') });
  registry.check('mixed-accelerators', findMixedAccelerators(registry));
}

/** Tells the app which server a runtime runs, so that what there is to say of its version is said once. */
export function registerEngine(at: IConstruct, engine: ServingEngine): void {
  if (engine._facts.flagsFile === undefined) return;
  const registry = AppRegistry.of(at);
  const key = `${engine.name} ${engine.version}`;
  if (registry.engines.has(key)) return;
  registry.engines.set(key, { at, engine });
  registry.check('engine-version-unverified', () => [...registry.engines.values()].flatMap(one => checkEngineVersion(one.engine).map(remark => ({ at: one.at, remark }))));
}

/** A Pod can land on another accelerator of its resource when it selects no node, or the same nodes as that one's. */
function findMixedAccelerators(registry: AppRegistry): AppCheck {
  return () => {
    const names = new Map<string, Set<string>>();
    const add = (key: string, name: string) => names.set(key, (names.get(key) ?? new Set()).add(name));
    for (const { accelerator, selector } of registry.accelerators) {
      add(accelerator.resource, accelerator.name);
      if (selector !== '') add(`${accelerator.resource} ${selector}`, accelerator.name);
    }
    return registry.accelerators.flatMap(({ at, accelerator: { resource }, selector }) => {
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
  };
}

/** One finding for each pair of constructs: two models of one name collide in every object that they have. */
function findCollisions(registry: AppRegistry): AppCheck {
  return root => {
    const first = new Map<string, ApiObject>();
    const found = new Map<string, ReturnType<AppCheck>[number]>();
    for (const object of root.node.findAll()) {
      if (!ApiObject.isApiObject(object)) continue;
      // A CRD has no namespace, although its chart's stands in its metadata.
      const namespace = object.kind === 'CustomResourceDefinition' ? undefined : object.metadata.namespace;
      const key = [object.apiGroup, object.kind, namespace, object.name].join(' ');
      const other = first.get(key);
      if (!other) {
        first.set(key, object);
        continue;
      }
      const owners = [registry.owners.get(other), registry.owners.get(object)];
      const at = owners[1] ?? owners[0];
      const pair = [owners[0] ?? other, owners[1] ?? object].map(one => one.node.path).join(' ');
      if (at && !found.has(pair)) found.set(pair, collision(at, object, other));
    }
    return [...found.values()];
  };
}

function collision(at: IConstruct, object: ApiObject, other: ApiObject): ReturnType<AppCheck>[number] {
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

function findReusedIds(registry: AppRegistry): AppCheck {
  return () => {
    const first = new Map<string, IConstruct>();
    return registry.models.flatMap(({ at, modelId, version }) => {
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
  };
}
