import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct, Dependable } from 'constructs';
import { checkFramework } from './checks/private/identity-checks';
import { Ledger, Remark } from './checks/private/ledger';
import { checkDerivedObject } from './checks/private/patch-checks';
import { checkRuntime, remarkOfRefusal } from './checks/private/runtime-checks';
import { ServingEngine } from './engines/serving-engine';
import { ModelEndpoint } from './model-endpoint';
import { ModelRuntimeProps, ObjectMetadataOptions } from './model-runtime-props';
import { registerAccelerator, registerEngine, registerObject } from './private/app-checks';
import { DerivedObject } from './private/derived-object';
import { judgeSubclass } from './private/input/answers';
import { judged, placedInChart } from './private/input/judged';
import { checkedName, checkedPrintable, checkedServedName, nameFromId } from './private/names';
import { networkPolicySpec } from './private/network-policy';
import { JsonObject } from './private/objects';
import { loadPlus, serviceHandle } from './private/plus';
import { deploymentSpec, disruptionBudgetSpec, labelsOf } from './private/pod-template';
import { planRuntime, Refusal, RuntimePlan } from './private/runtime-plan';
import { grpcServiceSpec, httpServiceSpec } from './private/services';
import { checkedSettings } from './profiles/private/checked-settings';
import { mergeSettings } from './profiles/private/merge-settings';
import { RuntimeProfile } from './profiles/runtime-profile';
import { RuntimeSettings } from './profiles/runtime-settings';
import { ModelLabels } from './values/model-labels';

/**
 * What serves a model: a Deployment, a Service, and what hangs on them. Usable without a Model; `ModelConstruct` makes both.
 * It is a Pod selector, a network peer and a scaling target for cdk8s-plus.
 */
export class ModelRuntime extends Construct implements kplus.IPodSelector, kplus.INetworkPolicyPeer, kplus.IScalable {
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
  private readonly callers: kplus.INetworkPolicyPeer[] = [];
  private readonly rendered = new Map<string, JsonObject>();
  private networkPolicy?: ApiObject;
  private disruptionBudget?: ApiObject;
  private handle?: kplus.Service;
  private planned?: RuntimePlan;

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
    this.settings = mergeSettings(props.profile._settings, checkedSettings(props));
    this.deployment = this.object('Resource', 'apps/v1', 'Deployment', this.name, plan => deploymentSpec(plan), props.deploymentMetadata);
    this.serviceObject = this.object('Service', 'v1', 'Service', this.name, plan => httpServiceSpec(plan), props.serviceMetadata);
    this.addOptionalObjects();
    this.register();
  }

  /** The HTTP Service as a cdk8s-plus `Service`: for an Ingress, `exposeViaIngress` and patches. It loads cdk8s-plus. */
  public get service(): kplus.Service {
    this.handle ??= serviceHandle(this, 'ServiceHandle', {
      object: this.serviceObject,
      port: this.engine.ports.http,
      labels: { [ModelLabels.MODEL]: this.name },
    });
    return this.handle;
  }

  /** Where the model is reached inside the cluster. */
  public get endpoint(): ModelEndpoint {
    const namespace = this.deployment.metadata.namespace;
    const host = namespace === undefined ? this.name : `${this.name}.${namespace}.svc`;
    const { ports, apiPath } = this.engine;
    const url = `http://${host}:${ports.http}`;
    return { host, port: ports.http, url, baseUrl: `${url}${apiPath}`, modelName: this.servedName };
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
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    const namespace = this.deployment.metadata.namespace;
    return {
      labelSelector: loadPlus().LabelSelector.of({ labels: { [ModelLabels.MODEL]: this.name } }),
      namespaces: namespace === undefined ? undefined : { names: [namespace] },
    };
  }

  /** The Pods of this model as a peer of a cdk8s-plus NetworkPolicy. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The Pods of this model, for cdk8s-plus. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }

  /**
   * Lets somebody call the server who is made after the model, such as an application that gets its endpoint. The first call makes the
   * NetworkPolicy when `network` made none: from then on only those named may call, and only DNS, the source and `network.to` may be called.
   *
   * @param callers anything that cdk8s-plus knows as a peer: Pods, workloads, Namespaces, IP blocks.
   */
  public allowFrom(...callers: kplus.INetworkPolicyPeer[]): void {
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
  public toScalingTarget(): kplus.ScalingTarget {
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
      servedAliases: this.props.servedAliases ?? [],
      version: this.props.version,
      framework: this.props.framework,
      source: this.props.source,
      engine: this.engine,
      settings: this.settings,
      replicas: this.props.replicas,
      autoscaled: this.hasAutoscaler,
    });
    return this.planned;
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
    const plan = this.tryPlan();
    const { engine, props: { framework } } = this;
    if (plan instanceof Refusal) return [...checkFramework({ engine, framework }), remarkOfRefusal(plan, this.node.path)];
    const remarks = checkRuntime(plan, this.userMetadata());
    if (remarks.some(remark => remark.rule === 'patch-failed')) return remarks;
    return [...remarks, ...this.objectChecks.flatMap(check => check(plan))];
  }

  private userMetadata(): ObjectMetadataOptions[] {
    return [this.props.deploymentMetadata ?? {}, this.props.serviceMetadata ?? {}];
  }

  private addOptionalObjects(): void {
    const { ports } = this.engine;
    if (ports.grpc !== undefined) this.object('GrpcService', 'v1', 'Service', `${this.name}-grpc`, plan => grpcServiceSpec(plan), this.props.serviceMetadata);
    const claimSpec = this.settings.cache?._claimSpec;
    if (claimSpec) this.object('Cache', 'v1', 'PersistentVolumeClaim', `${this.name}-cache`, () => claimSpec);
    if (this.settings.network) this.addNetworkPolicy();
    if ((this.props.replicas ?? 1) >= 2) this.addDisruptionBudget();
  }

  private addDisruptionBudget(): void {
    if (this.disruptionBudget || this.settings.disruptionBudget === false) return;
    this.disruptionBudget = this.object('DisruptionBudget', 'policy/v1', 'PodDisruptionBudget', this.name, plan => disruptionBudgetSpec(plan));
  }

  private addNetworkPolicy(): void {
    this.networkPolicy ??= this.object('NetworkPolicy', 'networking.k8s.io/v1', 'NetworkPolicy', this.name, plan => {
      const { from = [], to } = this.settings.network ?? {};
      return networkPolicySpec(plan, { from: [...from, ...this.callers], to });
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
  ): ApiObject {
    const object = new DerivedObject(this, id, {
      apiVersion,
      kind,
      metadata: {
        name,
        labels: { ...checkedPrintable(`label of the ${kind}`, user.labels), ...this.objectLabels },
        annotations: checkedPrintable(`annotation of the ${kind}`, user.annotations),
      },
      spec: () => this.takeRendered(id) ?? spec(this.plan),
    });
    this.objectChecks.push(plan => {
      const rendered = spec(plan);
      this.rendered.set(id, rendered);
      return checkDerivedObject(object, { kind, namespace: plan.namespace, metadata: user, spec: rendered });
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
