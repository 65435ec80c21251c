import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct, Dependable } from 'constructs';
import { loadPlus, plusOf, serviceHandle } from './app/plus';
import { RuntimeObjects } from './app/runtime-objects';
import { scaledRuntime } from './app/scaled-runtime';
import { ServingEngine } from './engines/serving-engine';
import { judged, placedInChart } from './ground/input/judged';
import { pathInFront, within } from './ground/input/within';
import { GrpcEndpoint } from './grpc-endpoint';
import { ModelEndpoint } from './model-endpoint';
import { ModelFootprint } from './model-footprint';
import { ModelRuntimeProps } from './profiles/model-runtime-props';
import { RuntimeProfile } from './profiles/runtime-profile';
import { RuntimeSettings } from './profiles/runtime-settings';
import { PortInput, servedGrpc, servedPorts } from './render/ports';
import { CACHE, CACHE_JOB, DISRUPTION_BUDGET, GRPC_SERVICE, kubernetes, NETWORK_POLICY, SERVICE } from './render/targets/kubernetes';
import { DEPLOYMENT } from './render/workloads/deployment';
import { AutoscalingTarget, IAutoscalingTarget } from './scaling/autoscaling-target';
import { IServedModel } from './traffic/served-model';
import { ModelLabels } from './values/model-labels';
import { INetworkPeer } from './values/network-peer';

/** The target that runtimes are turned into: plain Kubernetes, with Deployments. */
const TARGET = kubernetes(DEPLOYMENT);

/**
 * The objects that serve a model: a Deployment, a Service, and those that belong to them. `ModelConstruct` makes one beside its Model; it also works
 * without a Model. cdk8s-plus, of any minor, takes it as a Pod selector, a network peer and a scaling target.
 *
 * @example
 * const runtime = new ModelRuntime(chart, 'llama-7b', { source: ModelSource.s3('s3://my-models/llama-7b/'), profile });
 * console.log(runtime.endpoint.url);
 */
export class ModelRuntime extends Construct implements INetworkPeer, IAutoscalingTarget, IServedModel {
  /** Name of the Deployment and the Service. */
  public readonly name: string;

  /** The name that clients send as `model`. */
  public readonly servedName: string;

  /** The profile that it runs with. */
  public readonly profile: RuntimeProfile;

  /** The model server: its own, or the profile's. */
  public readonly engine: ServingEngine;

  /** Whether an autoscaler owns the replicas; set by `markHasAutoscaler`. */
  public hasAutoscaler: boolean = false;

  /**
   * Its objects, and the facts that they are derived from.
   * @internal
   */
  public readonly _objects: RuntimeObjects;

  private readonly settings: RuntimeSettings;
  /** The Service, by the class that it is an instance of. */
  private readonly handles = new Map<typeof kplus.Service, kplus.Service>();

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; the name of the objects is derived from it unless `name` is given.
   * @param props source, profile, and the settings that differ from the profile; throws on a bad name.
   */
  public constructor(scope: Construct, id: string, props: ModelRuntimeProps) {
    super(...placedInChart('ModelRuntime', scope, id));
    [props] = judged('new_ModelRuntime', [props], arguments, { construct: this, open: new.target !== ModelRuntime });
    this._objects = within(this)(() => new RuntimeObjects(this, TARGET, id, props));
    ({ name: this.name, servedName: this.servedName, engine: this.engine, settings: this.settings } = this._objects.input);
    this.profile = props.profile;
    Dependable.implement(this, { dependencyRoots: [this.deployment] });
  }

  /** The Deployment, so that you can patch it. */
  public get deployment(): ApiObject {
    return this._objects.tryObject(DEPLOYMENT.rows[0])!;
  }

  /** The HTTP Service as a plain object, so that you can patch it; `service` is the same for cdk8s-plus. Throws with the type `NONE`. */
  public get serviceObject(): ApiObject {
    const service = this.tryServiceObject;
    if (service) return service;
    throw new Error(`${pathInFront(this)}the model has no Service and no endpoint: service.type is NONE; name another type, or use tryServiceObject`);
  }

  /** The HTTP Service, so that you can patch it; `undefined` with the type `NONE`. */
  public get tryServiceObject(): ApiObject | undefined {
    return this._objects.tryObject(SERVICE);
  }

  /**
   * The Service for gRPC clients, so that you can patch it; `undefined` when the engine speaks no gRPC, and when `service.ports` has its port. The
   * address is in `endpoint`.
   */
  public get tryGrpcServiceObject(): ApiObject | undefined {
    return this._objects.tryObject(GRPC_SERVICE);
  }

  /** The claim of a `ModelCache.claim()`, so that you can patch it; `undefined` with any other cache. */
  public get tryCacheClaim(): ApiObject | undefined {
    return this._objects.tryObject(CACHE);
  }

  /**
   * The Job of a cache that is `filledByJob()`, so that you can patch its metadata, because a Job cannot change otherwise; `undefined` with any other
   * cache, and for a source that brings a volume.
   */
  public get tryCacheJob(): ApiObject | undefined {
    return this._objects.tryObject(CACHE_JOB);
  }

  /** The NetworkPolicy, so that you can patch it; `undefined` as long as neither `network` is given nor `allowFrom` is called. */
  public get tryNetworkPolicy(): ApiObject | undefined {
    return this._objects.tryObject(NETWORK_POLICY);
  }

  /**
   * The PodDisruptionBudget, so that you can patch it; `undefined` as long as there is one replica and no autoscaler, and when `disruptionBudget` is
   * false.
   */
  public get tryDisruptionBudget(): ApiObject | undefined {
    return this._objects.tryObject(DISRUPTION_BUDGET);
  }

  /**
   * The HTTP Service as a `Service` of cdk8s-plus-27: for an Ingress, `exposeViaIngress` and patches. TypeScript takes it for that of any minor; where a
   * language tells them apart, as Python does, use `serviceFor`. It loads cdk8s-plus-27.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a Service of one minor is no Service of another to TypeScript
  public get service(): any {
    return this.serviceOf(loadPlus());
  }

  /**
   * The HTTP Service as a `Service` of the cdk8s-plus that an app uses: `kplus.IngressBackend.fromService(model.runtime.serviceFor(kplus))`.
   *
   * @param plus that cdk8s-plus: the module in TypeScript and JavaScript, in other languages its name on npm, for example `cdk8s-plus-33`. Throws
   * when it has no `Service`.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see `service`
  public serviceFor(plus: any): any {
    judged('ModelRuntime#serviceFor', [plus], arguments, { construct: this });
    return this.serviceOf(plusOf(this, plus));
  }

  /** The address of the model inside the cluster; throws with the Service type `NONE`. */
  public get endpoint(): ModelEndpoint {
    const { apiPath } = this.engine;
    const { host, serviceName, port } = this.addressOf(this.serviceObject, servedPorts(this.portInput)[0].port);
    const url = `${this.settings.tls ? 'https' : 'http'}://${host}:${port}`;
    const grpc = this.grpcAddress;
    return {
      host,
      serviceName,
      port,
      url,
      baseUrl: `${url}${apiPath}`,
      modelName: this.servedName,
      ...(grpc && { grpc: { ...grpc, url: `dns:///${grpc.host}:${grpc.port}` } }),
    };
  }

  /** A copy of the labels that select the Pods of this model and no others, for a selector of any library. */
  public get selectorLabels(): { [key: string]: string } {
    return { [ModelLabels.MODEL]: this.name };
  }

  /** The image that the server really runs, mirrored registry included; throws when the engine refuses. */
  public get image(): string {
    return this._objects.facts.image;
  }

  /** Requests of the server's container, by resource key, as Kubernetes quantities; throws when the engine or the source refuses. */
  public get requests(): { [name: string]: string } {
    return { ...this._objects.facts.requests };
  }

  /** Limits of the server's container, by resource key, as Kubernetes quantities; throws when the engine or the source refuses. */
  public get limits(): { [name: string]: string } {
    return { ...this._objects.facts.limits };
  }

  /** The memory that the model takes on each device; throws when `architecture` is not given, or the memory of the device is not known. */
  public get footprint(): ModelFootprint {
    return ModelFootprint._of(this, this._objects.plannedMemory);
  }

  /** The Pods of this model, for cdk8s-plus. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a `PodSelectorConfig` of any minor
  public toPodSelectorConfig(): any {
    const namespace = this.deployment.metadata.namespace;
    return {
      labelSelector: loadPlus().LabelSelector.of({ labels: this.selectorLabels }),
      namespaces: namespace === undefined ? undefined : { names: [namespace] },
    };
  }

  /** The Pods of this model as a peer of a cdk8s-plus NetworkPolicy. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a `NetworkPolicyPeerConfig` of any minor
  public toNetworkPolicyPeerConfig(): any {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The Pods of this model, for cdk8s-plus. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an `IPodSelector` of any minor
  public toPodSelector(): any {
    return this;
  }

  /**
   * Lets callers that are made after the model call the server, such as an application that gets its endpoint. When there is no NetworkPolicy yet,
   * the first call makes one: from then on only the named callers may call the Pods, and the Pods may call only DNS, the source and `network.to`; see
   * `NetworkAccess`.
   *
   * @param callers anything that cdk8s-plus knows as a peer: Pods, workloads, Namespaces, IP blocks.
   */
  public allowFrom(...callers: INetworkPeer[]): void {
    [callers] = judged('ModelRuntime#allowFrom', [callers], arguments, { construct: this });
    this._objects.addCallers(callers);
  }

  /** Called by a cdk8s-plus HorizontalPodAutoscaler: the Deployment then has no `replicas`, and a disruption budget is made. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
    this._objects.markAutoscaled();
  }

  /** The Deployment as the target of an `AutoscalingPolicy`. */
  public get scalingTarget(): AutoscalingTarget {
    return AutoscalingTarget._ofRuntime(this.name, scaledRuntime(this, this.settings));
  }

  /** The Deployment as the target of a cdk8s-plus HorizontalPodAutoscaler. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a `ScalingTarget` of any minor
  public toScalingTarget(): any {
    const plus = loadPlus();
    const { kind, apiVersion, name } = this.deployment;
    const { compute } = this.settings;
    const resources = compute && { cpu: { request: plus.Cpu.units(1) }, memory: { request: compute.memory, limit: compute.memoryLimit } };
    return {
      kind,
      apiVersion,
      name,
      containers: [new plus.Container({ image: 'only its resources are read', resources })],
    };
  }

  private serviceOf(plus: typeof kplus): kplus.Service {
    const handle = this.handles.get(plus.Service) ?? serviceHandle(plus, this, `ServiceHandle${this.handles.size || ''}`, {
      object: this.serviceObject,
      port: servedPorts(this.portInput)[0].port,
      labels: this.selectorLabels,
    });
    this.handles.set(plus.Service, handle);
    return handle;
  }

  private get portInput(): PortInput {
    return { engine: this.engine, settings: this.settings };
  }

  private get grpcAddress(): Omit<GrpcEndpoint, 'url'> | undefined {
    const served = servedGrpc(this.portInput);
    return served && this.addressOf(this.tryGrpcServiceObject ?? this.serviceObject, served.port);
  }

  private addressOf({ name: serviceName, metadata: { namespace } }: ApiObject, port: number): Omit<GrpcEndpoint, 'url'> {
    return { host: namespace === undefined ? serviceName : `${serviceName}.${namespace}.svc`, serviceName, port };
  }
}
