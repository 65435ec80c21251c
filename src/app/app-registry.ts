import { ApiObject, ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { KnownInterceptor } from '../checks/traffic/route-subject';
import { ServingEngine } from '../engines/serving-engine';
import { RuntimeInput } from '../render/runtime-plan';
import { AutoscalingInput } from '../render/scaling/autoscaling-plan';
import { PlannedRule } from '../render/traffic/route-plan';
import { AcceleratorPool } from '../scaling/accelerator-pool';
import { GatewayOptions } from '../traffic/gateway-options';
import { RouteDestination } from '../traffic/route-destination';
import { Accelerator } from '../values/accelerator';
import { ModelLabels } from '../values/model-labels';

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
}

/** Something that takes accelerators of a pool. */
export interface PoolMember {
  readonly at: IConstruct;
  readonly pool: AcceleratorPool;
  /** The most that it takes; undefined where something else says it. */
  demand(): { readonly maxReplicas: number; readonly accelerators: number; readonly isFixed: boolean } | undefined;
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
  /** The name in the label of its Pods. */
  readonly podsOf: string;
}

/** A Service whose Pods speak TLS. */
export interface TlsService {
  readonly name: string;
  readonly namespace?: string;
  readonly input: RuntimeInput;
}

/** A custom resource that can be told what else is in the app. */
interface Markable extends ApiObject {
  mark(annotation: string, value: string): void;
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
  public readonly poolMembers: PoolMember[] = [];
  public readonly models: RegisteredModel[] = [];
  public readonly accelerators: RegisteredAccelerator[] = [];
  /** By name and version of the engine. */
  public readonly engines = new Map<string, RegisteredEngine>();
  /** By the Deployment. */
  public readonly reporters = new Map<ApiObject, RegisteredReporter>();
  public readonly servers: RegisteredServer[] = [];
  public readonly routes: RegisteredRoute[] = [];
  /** Services whose Pods speak TLS, and of which the library tells no Gateway how that is verified. */
  public readonly tlsServices: TlsService[] = [];
  /** The interceptors by which policies wake their models, one for each policy. */
  public readonly interceptors: KnownInterceptor[] = [];
  /** The construct that installed the CRDs, if one has. */
  public crds?: Construct;
  private readonly recorded: Markable[] = [];
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

  /** A status reporter: what is only recorded in its namespaces, earlier or later, is marked, so that it leaves that alone. */
  public addReporter(deployment: ApiObject, reporter: RegisteredReporter): void {
    this.reporters.set(deployment, reporter);
    for (const resource of this.recorded) markFor(reporter, resource);
  }

  /** A custom resource that nothing else is made of: something else writes its status. */
  public addRecorded(resource: Markable): void {
    this.recorded.push(resource);
    // by its user, for a reporter of another app
    if (annotationsOf(resource)[ModelLabels.REGISTERED_ONLY] === MARK) resource.mark(ModelLabels.REGISTERED_ONLY, MARK);
    for (const reporter of this.reporters.values()) markFor(reporter, resource);
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

const MARK = 'true';

function annotationsOf({ metadata }: Markable): { readonly [name: string]: string } {
  return (metadata.toJson() as ApiObjectMetadata).annotations ?? {};
}

/** A reporter for some namespaces sees nothing of others. */
function markFor({ namespaces }: RegisteredReporter, resource: Markable): void {
  if (namespaces === undefined || namespaces.includes(resource.metadata.namespace ?? 'default')) resource.mark(ModelLabels.REGISTERED_ONLY, MARK);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
