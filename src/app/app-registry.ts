import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AppCheck, Ledger } from './ledger';
import { sharedMap } from './shared-map';
import { ServingEngine } from '../engines/serving-engine';
import { Accelerator } from '../values/accelerator';

/** A model of an app, as far as it has to be compared with the others. */
export interface RegisteredModel {
  readonly at: IConstruct;
  readonly modelId: string;
  readonly version: string;
}

/** A runtime that wants accelerators. */
export interface RegisteredAccelerator {
  readonly at: IConstruct;
  readonly accelerator: Accelerator;
  /** Labels that its nodes have to have, sorted, in one text; empty for none. */
  readonly selector: string;
}

/** What the library knows of a whole construct tree. */
export class AppRegistry {
  /** The registry of the tree that a construct belongs to. */
  public static of(construct: IConstruct): AppRegistry {
    const root = construct.node.root;
    const registry = REGISTRIES.get(root) ?? new AppRegistry(root);
    REGISTRIES.set(root, registry);
    return registry;
  }

  /** The construct that answers for an object of the library. */
  public readonly owners = new Map<ApiObject, IConstruct>();
  public readonly models: RegisteredModel[] = [];
  public readonly accelerators: RegisteredAccelerator[] = [];
  /** The first runtime on each version of each engine. */
  public readonly engines = new Map<string, { readonly at: IConstruct; readonly engine: ServingEngine }>();
  /** The construct that installed the CRDs, if one has. */
  public crds?: Construct;
  private readonly definitions = new Map<Chart, ApiObject[]>();
  private readonly resources = new Map<Chart, ApiObject[]>();

  private constructor(private readonly root: IConstruct) {}

  /** Adds a check over the whole app, once per key. */
  public check(key: string, check: AppCheck): void {
    Ledger.of(this.root).addAppCheck(key, check);
  }

  /** A CRD was installed: every custom resource of its chart, earlier or later, comes after it. Other charts are left alone. */
  public addDefinition(definition: ApiObject): void {
    append(this.definitions, definition.chart, definition);
    for (const resource of this.resources.get(definition.chart) ?? []) resource.addDependency(definition);
  }

  /** A custom resource was made: it comes after the CRDs of its chart. */
  public addResource(resource: ApiObject): void {
    append(this.resources, resource.chart, resource);
    for (const definition of this.definitions.get(resource.chart) ?? []) resource.addDependency(definition);
  }
}

const REGISTRIES = sharedMap<IConstruct, AppRegistry>('registries');

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
