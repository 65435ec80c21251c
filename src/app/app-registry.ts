import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ServingEngine } from '../engines/serving-engine';
import { AutoscalingInput } from '../render/scaling/autoscaling-plan';
import { PlannedRule } from '../render/traffic/route-plan';
import { AcceleratorPool } from '../scaling/accelerator-pool';
import { GatewayOptions } from '../traffic/gateway-options';
import { RouteDestination } from '../traffic/route-destination';
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

/** The first runtime on a version of an engine. */
export interface RegisteredEngine {
  readonly at: IConstruct;
  readonly engine: ServingEngine;
}

/** An AutoscalingPolicy. */
export interface RegisteredPolicy {
  readonly at: IConstruct;
  readonly input: AutoscalingInput;
  readonly pool?: AcceleratorPool;
}

/** A status reporter. */
export interface RegisteredReporter {
  readonly at: IConstruct;
  /** Namespaces that it looks after; undefined for all. */
  readonly namespaces?: readonly string[];
}

/** A server in front of a model. */
export interface RegisteredServer {
  readonly name: string;
  readonly namespace?: string;
  readonly port: number;
}

/** A route to servers. */
export interface RegisteredRoute {
  readonly at: IConstruct;
  readonly namespace?: string;
  readonly gateway: GatewayOptions;
  readonly rules: readonly PlannedRule[];
  readonly destinations: readonly RouteDestination[];
}

/** Facts that constructs of the library have told of themselves, which the checks over a whole app compare. */
export class AppRegistry {
  /** The construct that answers for an object of the library. */
  public readonly owners = new Map<ApiObject, IConstruct>();
  /** Objects of the library that act on models as those of others do: the rules of neighbours look at them too. */
  public readonly acting = new Set<ApiObject>();
  public readonly policies: RegisteredPolicy[] = [];
  public readonly models: RegisteredModel[] = [];
  public readonly accelerators: RegisteredAccelerator[] = [];
  /** By name and version of the engine. */
  public readonly engines = new Map<string, RegisteredEngine>();
  /** By the Deployment. */
  public readonly reporters = new Map<ApiObject, RegisteredReporter>();
  public readonly servers: RegisteredServer[] = [];
  public readonly routes: RegisteredRoute[] = [];
  /** The construct that installed the CRDs, if one has. */
  public crds?: Construct;
  private readonly definitions = new Map<Chart, ApiObject[]>();
  private readonly resources = new Map<Chart, ApiObject[]>();

  /** A runtime on an engine; of those on one version, the first is kept. */
  public addEngine(at: IConstruct, engine: ServingEngine): void {
    const key = `${engine.name} ${engine.version}`;
    if (engine._facts.flagsFile !== undefined && !this.engines.has(key)) this.engines.set(key, { at, engine });
  }

  /** A runtime on accelerators, and the labels by which it selects its nodes. */
  public addAccelerator(at: IConstruct, accelerator: Accelerator, selector: { readonly [key: string]: string }): void {
    this.accelerators.push({ at, accelerator, selector: Object.entries(selector).map(([key, value]) => `${key}=${value}`).sort().join(', ') });
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

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
