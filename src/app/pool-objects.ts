import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ObjectsBeside } from './beside-server';
import { DerivedObject, DerivedObjectProps } from './derived-object';
import { Ledger, Subject } from './ledger';
import { Pass } from './pass';
import { apiOf, frontOf, judgeFront, judgeName, ServedTarget, servedTarget, serverNameOf } from './served-target';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { checkPool } from '../checks/traffic/pool-checks';
import { recordedFrom } from '../facts/image-registries';
import { quantityOf } from '../ground/bytes';
import { CommonLabels, MANAGED } from '../ground/common-labels';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { invalidIn } from '../ground/input/within';
import { PORT } from '../ground/kubernetes-fields';
import { checkedName, checkedPrintable } from '../ground/names';
import { JsonObject } from '../ground/objects';
import { InferencePoolProps } from '../profiles/inference-pool-props';
import { PICKER_IMAGE, PICKER_PORTS, pickerData, pickerDeploymentSpec, PickerPlan, pickerRules, pickerServiceSpec } from '../render/traffic/endpoint-picker';
import { pickerConfig } from '../render/traffic/picker-config';
import { EndpointPicker, LlmDPickerOptions, PickerFailureMode } from '../traffic/endpoint-picker';
import { RouteDestination } from '../traffic/route-destination';
import { ModelLabels } from '../values/model-labels';

const RBAC = 'rbac.authorization.k8s.io';

/** The objects of an `InferencePool`: the pool, and the endpoint picker where the library makes it. */
export class PoolObjects implements Subject {
  public readonly name: string;
  public readonly pool: DerivedObject;
  /** The Deployment of the picker. */
  public readonly deployment?: DerivedObject;
  /** What a dialect has beside the pool. */
  public readonly beside: ObjectsBeside;
  public readonly destination: RouteDestination;
  private readonly target: ServedTarget;
  private readonly objects: DerivedObject[] = [];
  private readonly image?: string;
  private readonly targetPort?: number;

  /**
   * @param construct the pool, which the objects stand below.
   * @param props what its user says; throws on values that cannot be.
   */
  public constructor(public readonly construct: Construct, props: InferencePoolProps) {
    this.targetPort = props.targetPort;
    this.target = servedTarget(props.target, construct);
    this.name = checkedName(props.name ?? this.target.infer.name, props.name === undefined);
    const picker = props.picker ?? EndpointPicker.llmD();
    this.pool = this.object('Resource', { apiVersion: 'inference.networking.k8s.io/v1', kind: 'InferencePool' }, {
      name: this.name,
      labels: checkedPrintable('label of the InferencePool', props.metadata?.labels),
      annotations: checkedPrintable('annotation of the InferencePool', props.metadata?.annotations),
    }, { spec: poolSpec(this.target, { targetPort: props.targetPort, picker, name: this.name }) });
    if (picker._made) {
      this.checkNamespace();
      const plan = this.planOf(picker._made);
      this.image = plan.image;
      this.deployment = this.makePicker(plan);
    }
    const { names, infer, podsOf } = this.target;
    const { namespace } = Chart.of(construct);
    const object = { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: this.name };
    const labels = { [CommonLabels.NAME]: 'inference-pool', [CommonLabels.INSTANCE]: this.name, ...MANAGED };
    this.beside = new ObjectsBeside(construct, { object, isSticky: false, picker: this.deployment?.name, labels, target: this.target });
    this.destination = RouteDestination._of({ ...object, namespace }, {
      path: construct.node.path,
      recordedAs: props.modelServer ?? serverNameOf(infer.name),
      names,
      podsOf,
      api: apiOf(this.target.input?.().engine),
      beside: this.beside,
    });
  }

  public check(pass: Pass): Remark[] {
    const { path } = this.construct.node;
    const leading = Ledger.of(this.construct).registry.routes.filter(({ destinations }) => destinations.some(({ _facts }) => _facts?.path === path));
    return [
      ...checkPool({ name: this.name, input: this.target.input?.(), gateways: leading.map(({ gateway }) => gateway) }),
      ...judgeBy('server-port-unknown', { kind: 'pool', name: this.name, input: this.target.input?.(), record: { service: { targetPort: this.targetPort } } }),
      ...judgeFront('InferencePool', this.name, this.target, pass),
      ...judgeName(this.target, pass),
      ...(this.image === undefined ? [] : judgeBy('image-not-pinned', { images: [{ where: 'the endpoint picker', image: this.image }] })),
      ...this.objects.flatMap(object => checkDerivedObject(object, { derived: object.derive() })),
      ...this.beside.check(),
    ];
  }

  private planOf({ image, imagePullSecrets, replicas = 1, weights = {}, config, cpu, memory = Size.gibibytes(8) }: LlmDPickerOptions): PickerPlan {
    const input = this.target.input?.();
    const settings = input?.settings;
    const { tls } = frontOf(this.target);
    const hasAdapters = input?.beside.some(({ adapter }) => adapter !== undefined) ?? false;
    const name = `${this.name}-epp`;
    return {
      name,
      pool: this.name,
      namespace: Chart.of(this.construct).namespace,
      labels: { [CommonLabels.NAME]: 'endpoint-picker', [CommonLabels.INSTANCE]: name, ...MANAGED },
      image: recordedFrom(image ?? PICKER_IMAGE, settings ?? {}),
      imagePullSecrets: [...new Set(imagePullSecrets ?? settings?.pod?.imagePullSecrets)],
      replicas,
      config: config ?? pickerConfig({ engine: input?.engine, hasAdapters, tls }, weights),
      cpu: cpu?.amount ?? '8',
      memory: quantityOf(memory),
      memoryLimit: quantityOf(Size.kibibytes(2 * memory.toKibibytes())),
    };
  }

  /** The rights of a picker name its account by namespace. */
  private checkNamespace(): void {
    const { namespace } = Chart.of(this.construct);
    if (namespace !== undefined) return;
    const allowed = 'a namespace, because the rights of its endpoint picker are for an account of one namespace';
    throw invalidIn(this.construct, {
      what: 'namespace',
      got: 'a chart without a namespace',
      allowed,
      fix: 'give a namespace to the chart, or EndpointPicker.service for a picker that is there',
    });
  }

  /** Its account and rights, its configuration, its Service, and the Deployment, which is answered. */
  private makePicker(plan: PickerPlan): DerivedObject {
    const metadata = { name: plan.name, labels: plan.labels };
    const subject = { kind: 'ServiceAccount', name: plan.name, ...(plan.namespace !== undefined && { namespace: plan.namespace }) };
    this.object('PickerAccount', { apiVersion: 'v1', kind: 'ServiceAccount' }, metadata, {});
    this.object('PickerRole', { apiVersion: `${RBAC}/v1`, kind: 'Role' }, metadata, { rules: pickerRules(plan) });
    const roleRef = { apiGroup: RBAC, kind: 'Role', name: plan.name };
    this.object('PickerRoleBinding', { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding' }, metadata, { roleRef, subjects: [subject] });
    this.object('PickerConfig', { apiVersion: 'v1', kind: 'ConfigMap' }, metadata, { data: pickerData(plan) });
    this.object('PickerService', { apiVersion: 'v1', kind: 'Service' }, metadata, { spec: pickerServiceSpec(plan) });
    return this.object('Picker', { apiVersion: 'apps/v1', kind: 'Deployment' }, metadata, { spec: pickerDeploymentSpec(plan) });
  }

  private object(id: string, { apiVersion, kind }: Kind, metadata: DerivedObjectProps['metadata'], members: Members): DerivedObject {
    const parts = Object.fromEntries(Object.entries(members).map(([member, value]) => [member, () => value]));
    const object = new DerivedObject(this.construct, id, { apiVersion, kind, metadata, parts });
    this.objects.push(object);
    Ledger.of(this.construct).addObject(this.construct, object);
    return object;
  }
}

/** What an object is. */
type Kind = Readonly<Record<'apiVersion' | 'kind', string>>;

/** What it has beside its identity. */
interface Members {
  readonly [member: string]: JsonObject | JsonObject[];
}

/** What is said of a pool beside its target. */
interface Pooled {
  readonly name: string;
  readonly targetPort?: number;
  readonly picker: EndpointPicker;
}

/** Where a picker is asked. */
interface ExistingPicker {
  readonly name: string;
  readonly port?: number;
  readonly failureMode?: PickerFailureMode;
}

/** The `spec` of a pool: it selects Pods as a Service does, and leads to the port of the server, and not to that of a Service. */
function poolSpec(target: ServedTarget, { targetPort, picker, name }: Pooled): JsonObject {
  mustBe(PORT, targetPort, 'targetPort of the pool', 'give the number of a port of the Pods');
  const number = targetPort ?? target.input?.().engine.ports.http;
  if (number === undefined) {
    const allowed = 'a port, because nothing is known of the target';
    throw invalid({ what: 'targetPort of the pool', got: number, allowed, fix: 'give for example targetPort: 8000' });
  }
  const made = { name: `${name}-epp`, failureMode: picker._made?.failureMode };
  const { name: picked, port = PICKER_PORTS.grpc, failureMode = PickerFailureMode.OPEN }: ExistingPicker = picker._existing ?? made;
  return {
    selector: { matchLabels: { [ModelLabels.MODEL]: target.podsOf } },
    targetPorts: [{ number }],
    endpointPickerRef: { name: picked, port: { number: port }, failureMode },
  };
}
