import { Construct } from 'constructs';
import { joinPool } from './accelerator-pools';
import { DerivedObject } from './derived-object';
import { interceptorService } from './interceptor';
import { Ledger } from './ledger';
import { Pass } from './pass';
import { findSharedTargets } from './policy-checks';
import { findStrayRequests } from './stray-requests';
import { replicasOf, workloadsIn } from './workloads';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { checkNamedWorkload, checkScalingPolicy } from '../checks/scaling-checks';
import { MANAGED } from '../ground/common-labels';
import { checkedPrintable } from '../ground/names';
import { JsonObject } from '../ground/objects';
import { podsOfNamespace } from '../render/network-policy';
import { orRefusal, Refusal } from '../render/refusal';
import { AdapterRules, adapterRules } from '../render/scaling/adapter-rules';
import { AutoscalingInput, AutoscalingPlan, planAutoscaling } from '../render/scaling/autoscaling-plan';
import { givenBehavior } from '../render/scaling/behavior';
import { unfitOf } from '../render/scaling/fitness';
import { readinessSeconds } from '../render/scaling/interceptor-route';
import { schedulesOf, policySpec } from '../render/scaling/policy-record';
import { scalerObjects } from '../render/scaling/scaler-objects';
import { AcceleratorPool } from '../scaling/accelerator-pool';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ModelLabels } from '../values/model-labels';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** What is known of a policy besides what is rendered. */
export interface PolicyFacts {
  readonly pool?: AcceleratorPool;
  readonly version: KubernetesVersion;
  /** Whether another custom resource records it: a ModelInfer that says it itself. */
  readonly isRecordedElsewhere?: boolean;
  /** Labels and annotations of the custom resource. */
  readonly metadata?: ObjectMetadataOptions;
}

/** The objects of one policy, and the findings about them: its custom resource, and those of its scaler. */
export class PolicyObjects {
  /** The custom resource; undefined where another one records it. */
  public readonly tryRecord?: DerivedObject;
  private readonly byKind = new Map<string, DerivedObject>();
  private planned?: { readonly pass: Pass; readonly plan: AutoscalingPlan };

  /**
   * @param construct the policy, which the objects stand below.
   * @param input all that was said of it.
   * @param facts what is known besides.
   */
  public constructor(public readonly construct: Construct, public readonly input: AutoscalingInput, private readonly facts: PolicyFacts) {
    givenBehavior(input.behavior ?? {}); // throws on values that can never be
    if (!facts.isRecordedElsewhere) this.tryRecord = this.make('Resource', 'registry.matrixinfer.ai/v1alpha1', 'AutoscalingPolicy', policySpec);
    for (const { id, apiVersion, kind, spec } of scalerObjects(input.scaler)) this.byKind.set(kind, this.make(id, apiVersion, kind, spec));
    this.register();
  }

  /** The object of a kind; undefined when the scaler has none. */
  public tryObject(kind: string): DerivedObject | undefined {
    return this.byKind.get(kind);
  }

  /** The rules of prometheus-adapter that it needs; throws what cannot be scaled by. */
  public get adapterRules(): AdapterRules {
    return adapterRules(this.plan());
  }

  /** Whether its scaler can do all that it is asked. */
  public get isSound(): boolean {
    const plan = orRefusal(() => this.plan());
    return !(plan instanceof Refusal) && unfitOf(plan).length === 0;
  }

  /** How long requests wait for the first Pod; undefined where there always is one, or they are answered at once. */
  public tryWaitSeconds(): number | undefined {
    const { scaler: { _by: by }, minReplicas } = this.input;
    if (by.kind !== 'httpAddOn' || by.placeholder !== undefined || minReplicas > 0) return undefined;
    const plan = orRefusal(() => this.plan());
    return plan instanceof Refusal ? undefined : readinessSeconds(plan);
  }

  private get objects(): DerivedObject[] {
    return [...this.tryRecord ? [this.tryRecord] : [], ...this.byKind.values()];
  }

  /** The plan of this pass, made once: its runtime is planned for it. Throws a Refusal. */
  private plan(): AutoscalingPlan {
    const { pass } = Ledger.of(this.construct);
    if (this.planned?.pass !== pass) this.planned = { pass, plan: planAutoscaling(this.input) };
    return this.planned!.plan;
  }

  private check(): Remark[] {
    const plan = orRefusal(() => this.plan());
    if (plan instanceof Refusal) return []; // its runtime says it
    const { version: kubernetesVersion } = this.facts;
    const remarks = checkScalingPolicy(plan, kubernetesVersion).map(remark => (this.facts.isRecordedElsewhere ? inPolicy(remark) : remark));
    const all = [...remarks, ...this.checkWorkload(plan)];
    if (!this.isSound) return all;
    return [...all, ...this.objects.flatMap(object => checkDerivedObject(object, { derived: object.derive(), kubernetesVersion }))];
  }

  /** Looks in the app for a workload that is known by its name alone. */
  private checkWorkload(plan: AutoscalingPlan): Remark[] {
    const { target: { _runtime: runtime, _registered: registered, _workload: workload }, scaler, namespace } = plan;
    if (runtime || registered || scaler._by.kind === 'recordOnly') return [];
    const { pass } = Ledger.of(this.construct);
    return checkNamedWorkload(plan, { replicas: replicasOf(workload, namespace, pass), known: workloadsIn(pass) });
  }

  private make(id: string, apiVersion: string, kind: string, spec: (plan: AutoscalingPlan) => JsonObject): DerivedObject {
    const { name, scaling } = this.input;
    const isRecord = kind === 'AutoscalingPolicy';
    const also = isRecord ? schedulesOf(scaling.map(({ _by }) => _by)) : undefined;
    const { metadata: given = {} } = isRecord ? this.facts : {};
    const of: { [key: string]: string } = this.facts.isRecordedElsewhere ? {} : { [ModelLabels.AUTOSCALING_POLICY]: name };
    const labels = isRecord ? checkedPrintable('label of the AutoscalingPolicy', given.labels) : { ...of, ...MANAGED };
    const annotations = {
      ...checkedPrintable('annotation of the AutoscalingPolicy', given.annotations),
      ...(also !== undefined && { [ModelLabels.SCHEDULES]: also }),
    };
    return new DerivedObject(this.construct, id, {
      apiVersion,
      kind,
      metadata: { name, labels, annotations },
      own: isRecord ? { annotations: also === undefined ? {} : { [ModelLabels.SCHEDULES]: also } } : undefined,
      parts: { spec: () => spec(this.plan()) },
    });
  }

  private register(): void {
    const { construct, input: { target: { _runtime: runtime, _facts: { accelerators = 1 } }, scaler, maxReplicas = 0 } } = this;
    const { pool = runtime?.pool } = this.facts;
    const ledger = Ledger.of(construct);
    if (this.tryRecord) ledger.registry.addResource(this.tryRecord);
    if (this.tryRecord && scaler._by.kind === 'recordOnly') ledger.registry.addRecorded(this.tryRecord);
    for (const object of this.objects) ledger.addObject(construct, object);
    for (const object of this.byKind.values()) ledger.registry.acting.add(object);
    // A policy that is only recorded changes no replicas: those that the model says are its own.
    if (scaler._by.kind !== 'recordOnly' || runtime?.replicas === undefined) runtime?.mark();
    if (scaler._by.kind === 'httpAddOn') {
      runtime?.letIn(podsOfNamespace(scaler._by.namespace ?? 'keda'));
      const { serviceName, namespace, hosts } = interceptorService(scaler._by);
      ledger.registry.interceptors.push({ name: serviceName, namespace, hosts, paths: scaler._by.paths ?? [] });
      ledger.addAppCheck('interceptors', findStrayRequests);
    }
    ledger.registry.policies.push({ at: construct, input: this.input });
    ledger.addAppCheck('autoscaling policies', findSharedTargets);
    joinPool(construct, pool, () => ({ maxReplicas, accelerators, isFixed: false }));
    ledger.add({ construct, check: () => this.check() });
  }
}

/** A fix in the words of somebody who says no scaler: only a policy of its own has others. */
function inPolicy(remark: Remark): Remark {
  return { ...remark, fix: remark.fix.replace(/\bScaler\.\w+/, '$& (of an AutoscalingPolicy in place of autoscaling)') };
}
