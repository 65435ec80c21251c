import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct, Dependable } from 'constructs';
import { registerAccelerator, registerEngine, registerObject } from './app/app-checks';
import { DerivedObject } from './app/derived-object';
import { Ledger } from './app/ledger';
import { loadPlus, plusOf, serviceHandle } from './app/plus';
import { Surroundings } from './app/surroundings';
import { checkFramework } from './checks/identity-checks';
import { checkNeighbours } from './checks/neighbour-checks';
import { checkDerivedObject } from './checks/patch-checks';
import { asPatched } from './checks/pod-checks';
import { Remark } from './checks/remark';
import { checkRuntime, remarkOfRefusal } from './checks/runtime-checks';
import { ServingEngine } from './engines/serving-engine';
import { judgeSubclass } from './ground/input/answers';
import { judged, placedInChart } from './ground/input/judged';
import { checkedName, checkedPrintable, checkedServedName, nameFromId } from './ground/names';
import { at, JsonObject } from './ground/objects';
import { ModelEndpoint } from './model-endpoint';
import { ModelRuntimeProps, ObjectMetadataOptions } from './profiles/model-runtime-props';
import { RuntimeProfile } from './profiles/runtime-profile';
import { RuntimeSettings } from './profiles/runtime-settings';
import { Autoscaler } from './render/autoscaler';
import { networkPolicySpec } from './render/network-policy';
import { deploymentSpec, derivePodTemplate, disruptionBudgetSpec, hasPodPatches, labelsOf } from './render/pod-template';
import { planRuntime, Refusal, RuntimePlan } from './render/runtime-plan';
import { grpcServiceSpec, httpServiceSpec } from './render/services';
import { ModelLabels } from './values/model-labels';
import { INetworkPeer } from './values/network-peer';

/**
 * What serves a model: a Deployment, a Service, and what hangs on them. Usable without a Model; `ModelConstruct` makes both.
 * It is a Pod selector, a network peer and a scaling target for cdk8s-plus, of any minor.
 *
 * @example
 * const runtime = new ModelRuntime(chart, 'llama-7b', { source: ModelSource.s3('s3://my-models/llama-7b/'), profile });
 * console.log(runtime.endpoint.url);
 */
export class ModelRuntime extends Construct implements INetworkPeer {
  /** Name of all objects. */
  public readonly name: string;

  /** The name that clients send as `model`. */
  public readonly servedName: string;

  /** The profile that it runs by. */
  public readonly profile: RuntimeProfile;

  /** The model server: its own, or the profile's. */
  public readonly engine: ServingEngine;

  /** The Deployment, for patches. */
  public readonly deployment: ApiObject;

  /** The HTTP Service as a plain object, for patches; `service` is the same for cdk8s-plus. */
  public readonly serviceObject: ApiObject;

  /** Whether an autoscaler owns the replicas; set by `markHasAutoscaler`. */
  public hasAutoscaler: boolean = false;

  private readonly props: ModelRuntimeProps;
  private readonly settings: RuntimeSettings;
  private readonly objectChecks: ((plan: RuntimePlan) => Remark[])[] = [];
  private readonly callers: INetworkPeer[] = [];
  private readonly deploymentObject: DerivedObject;
  private readonly rendered = new Map<string, JsonObject>();
  /** The Service, by the class that it is an instance of. */
  private readonly handles = new Map<typeof kplus.Service, kplus.Service>();
  private networkPolicy?: ApiObject;
  private disruptionBudget?: ApiObject;
  private planned?: RuntimePlan;
  private autoscaler?: Autoscaler;

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; the name of the objects is derived from it unless `name` is given.
   * @param props source, profile, and what differs from the profile; throws on a bad name.
   */
  public constructor(scope: Construct, id: string, props: ModelRuntimeProps) {
    super(...placedInChart('ModelRuntime', scope, id));
    [props] = judged('new_ModelRuntime', [props], arguments, { construct: this, open: new.target !== ModelRuntime });
    this.props = props;
    this.profile = props.profile;
    this.engine = props.engine ?? props.profile.engine;
    judgeSubclass('ModelSource', props.source, this);
    judgeSubclass('ServingEngine', this.engine, this);
    this.name = props.name === undefined ? nameFromId(id) : checkedName(props.name);
    this.servedName = props.servedName === undefined ? this.name : checkedServedName('servedName', props.servedName);
    for (const alias of props.servedAliases ?? []) checkedServedName('servedAliases', alias);
    this.settings = props.profile._settingsOf(props);
    this.deploymentObject = this.object('Resource', 'apps/v1', 'Deployment', this.name, plan => deploymentSpec(plan), props.deploymentMetadata);
    this.deployment = this.deploymentObject;
    this.serviceObject = this.object('Service', 'v1', 'Service', this.name, plan => httpServiceSpec(plan), props.serviceMetadata);
    this.addOptionalObjects();
    this.register();
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
   * @param plus that cdk8s-plus: the module in TypeScript and JavaScript, in other languages its name on npm, for example `cdk8s-plus-33`. Throws when it has no `Service`.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see `service`
  public serviceFor(plus: any): any {
    judged('ModelRuntime#serviceFor', [plus], arguments, { construct: this });
    return this.serviceOf(plusOf(this, plus));
  }

  /** Where the model is reached inside the cluster. */
  public get endpoint(): ModelEndpoint {
    const namespace = this.deployment.metadata.namespace;
    const host = namespace === undefined ? this.name : `${this.name}.${namespace}.svc`;
    const { ports, apiPath } = this.engine;
    const url = `http://${host}:${ports.http}`;
    return { host, serviceName: this.name, port: ports.http, url, baseUrl: `${url}${apiPath}`, modelName: this.servedName };
  }

  /** The labels that select the Pods of this model, and nothing else: for a selector of any library. A copy. */
  public get selectorLabels(): { [key: string]: string } {
    return { [ModelLabels.MODEL]: this.name };
  }

  /** The image that the server really runs, mirrored registry included; throws when the engine refuses. */
  public get image(): string {
    return this.plan.image;
  }

  /** Requests of the server's container, by resource key, as Kubernetes quantities; throws when the engine or the source refuses. */
  public get requests(): { [name: string]: string } {
    return { ...this.plan.requests };
  }

  /** Limits of the server's container, by resource key, as Kubernetes quantities; throws when the engine or the source refuses. */
  public get limits(): { [name: string]: string } {
    return { ...this.plan.limits };
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
   * Lets somebody call the server who is made after the model, such as an application that gets its endpoint. The first call makes the
   * NetworkPolicy when `network` made none: from then on only those named may call, and only DNS, the source and `network.to` may be called; see `NetworkAccess`.
   *
   * @param callers anything that cdk8s-plus knows as a peer: Pods, workloads, Namespaces, IP blocks.
   */
  public allowFrom(...callers: INetworkPeer[]): void {
    [callers] = judged('ModelRuntime#allowFrom', [callers], arguments, { construct: this });
    this.callers.push(...callers);
    this.addNetworkPolicy();
    this.forget();
  }

  /** Called by a cdk8s-plus HorizontalPodAutoscaler: the Deployment then has no `replicas`, and a disruption budget is made. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
    this.addDisruptionBudget();
    this.forget();
  }

  /** The Deployment as the target of a cdk8s-plus HorizontalPodAutoscaler. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a `ScalingTarget` of any minor
  public toScalingTarget(): any {
    const plus = loadPlus();
    const { compute } = this.settings;
    const resources = compute && { cpu: { request: plus.Cpu.units(1) }, memory: { request: compute.memory, limit: compute.memoryLimit } };
    return {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      name: this.name,
      containers: [new plus.Container({ image: 'only its resources are read', resources })],
    };
  }

  private serviceOf(plus: typeof kplus): kplus.Service {
    const handle = this.handles.get(plus.Service) ?? serviceHandle(plus, this, `ServiceHandle${this.handles.size || ''}`, {
      object: this.serviceObject,
      port: this.engine.ports.http,
      labels: this.selectorLabels,
    });
    this.handles.set(plus.Service, handle);
    return handle;
  }

  private get plan(): RuntimePlan {
    const plan = this.tryPlan();
    if (plan instanceof Refusal) throw plan.at(this.node.path);
    return plan;
  }

  private tryPlan(): RuntimePlan | Refusal {
    try {
      return this.derive();
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  private derive(): RuntimePlan {
    this.planned ??= planRuntime({
      name: this.name,
      namespace: this.deployment.metadata.namespace,
      servedName: this.servedName,
      servedNameGiven: this.props.servedName !== undefined,
      servedAliases: this.props.servedAliases ?? [],
      version: this.props.version,
      framework: this.props.framework,
      source: this.props.source,
      engine: this.engine,
      settings: this.settings,
      replicas: this.props.replicas,
      autoscaled: this.hasAutoscaler || this.autoscaler !== undefined,
      autoscaler: this.autoscaler,
    });
    return this.planned;
  }

  /** What others made that acts on the Deployment, in whatever order: the plan follows it. */
  private lookAround(): Surroundings {
    const surroundings = Surroundings.of(this);
    const autoscaler = surroundings.autoscalerOf({ name: this.name, namespace: this.deployment.metadata.namespace });
    if (JSON.stringify(autoscaler) !== JSON.stringify(this.autoscaler)) {
      this.autoscaler = autoscaler;
      this.planned = undefined;
      this.rendered.clear();
    }
    return surroundings;
  }

  private register(): void {
    const { compute, cluster, scheduling } = this.settings;
    registerEngine(this, this.engine);
    const accelerator = compute?.accelerator;
    if (accelerator) {
      registerAccelerator(this, accelerator, { ...cluster?.nodeSelector(accelerator), ...scheduling?.nodeSelector });
    }
    Dependable.implement(this, { dependencyRoots: [this.deployment] });
    Ledger.of(this).add(this, () => this.check(), this.profile);
  }

  private check(): Remark[] {
    const surroundings = this.lookAround();
    const plan = this.tryPlan();
    const { framework, deploymentMetadata = {}, serviceMetadata = {} } = this.props;
    if (plan instanceof Refusal) return [...checkFramework({ engine: this.engine, framework }), remarkOfRefusal(plan, this.node.path)];
    const closed = this.networkPolicy !== undefined && (this.settings.network?.from ?? []).length + this.callers.length === 0;
    const remarks = [
      ...checkRuntime(plan, [deploymentMetadata, serviceMetadata], this.patchedPlan(plan)),
      ...checkNeighbours(plan, surroundings, closed),
    ];
    if (remarks.some(remark => remark.rule === 'patch-failed')) return remarks;
    return [...remarks, ...this.objectChecks.flatMap(check => check(plan))];
  }

  private patchedPlan(plan: RuntimePlan): RuntimePlan {
    if (!hasPodPatches(plan) && !this.deploymentObject.isPatched) return plan;
    try {
      return asPatched(plan, at(this.deploymentObject.toJson(), 'spec', 'template'));
    } catch {
      return plan; // a patch that does not apply is its own finding
    }
  }

  private addOptionalObjects(): void {
    const { ports } = this.engine;
    if (ports.grpc !== undefined) this.object('GrpcService', 'v1', 'Service', `${this.name}-grpc`, plan => grpcServiceSpec(plan), this.props.serviceMetadata);
    const claimSpec = this.settings.cache?._claimSpec;
    if (claimSpec) this.object('Cache', 'v1', 'PersistentVolumeClaim', `${this.name}-cache`, () => claimSpec);
    if (this.settings.network) this.addNetworkPolicy();
    if ((this.props.replicas ?? 1) >= 2 || this.settings.disruptionBudget) this.addDisruptionBudget();
  }

  private addDisruptionBudget(): void {
    if (this.disruptionBudget || this.settings.disruptionBudget === false) return;
    this.disruptionBudget = this.object('DisruptionBudget', 'policy/v1', 'PodDisruptionBudget', this.name, plan => disruptionBudgetSpec(plan));
  }

  private addNetworkPolicy(): void {
    this.networkPolicy ??= this.object('NetworkPolicy', 'networking.k8s.io/v1', 'NetworkPolicy', this.name, plan => {
      const network = this.settings.network ?? {};
      return networkPolicySpec(plan, { ...network, from: [...network.from ?? [], ...this.callers] });
    });
  }

  /** Something has changed: derive, render and check again. */
  private forget(): void {
    this.planned = undefined;
    this.rendered.clear();
    Ledger.of(this).touch();
  }

  private object(
    id: string, apiVersion: string, kind: string, name: string, spec: (plan: RuntimePlan) => JsonObject, user: ObjectMetadataOptions = {},
  ): DerivedObject {
    const object = new DerivedObject(this, id, {
      apiVersion,
      kind,
      metadata: {
        name,
        labels: { ...checkedPrintable(`label of the ${kind}`, user.labels), ...this.objectLabels },
        annotations: { ...checkedPrintable(`annotation of the ${kind}`, user.annotations) },
      },
      parts: {
        spec: () => {
          this.lookAround();
          return this.takeRendered(id) ?? spec(this.plan);
        },
      },
    });
    this.objectChecks.push(plan => {
      const rendered = { spec: spec(plan) };
      this.rendered.set(id, rendered.spec);
      const derived = kind === 'Deployment' && hasPodPatches(plan) ? { spec: deploymentSpec(plan, derivePodTemplate(plan)) } : rendered;
      return checkDerivedObject(object, { derived, rendered, kubernetesVersion: plan.settings.kubernetesVersion });
    });
    registerObject(this, object);
    return object;
  }

  /** What was rendered to be checked is printed as it is, and kept no longer. */
  private takeRendered(id: string): JsonObject | undefined {
    const rendered = this.rendered.get(id);
    this.rendered.delete(id);
    return rendered;
  }

  private get objectLabels(): { [key: string]: string } {
    return labelsOf({ name: this.name, engine: this.engine, version: this.props.version });
  }
}
