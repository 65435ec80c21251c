import { Construct } from 'constructs';
import { joinOwnPool } from './accelerator-pools';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { identityOf, metadataIn, ObjectOptions } from './object-identity';
import { Alike, Pass } from './pass';
import { PlannedMemory, plannedMemory } from './planned-memory';
import { CastRuntime, ManifestOf, RuntimeCast } from './runtime-cast';
import { addTo, runtimeInput } from './runtime-input';
import { checkCompanions } from '../checks/companions/companion-checks';
import { checkOwnObjects } from '../checks/companions/own-objects';
import { checkDataKeys } from '../checks/data-keys';
import { checkDerivedObject, hasFailed } from '../checks/patch-checks';
import { asPatched } from '../checks/patched-plan';
import { Remark } from '../checks/remark';
import { leastReplicas } from '../checks/replica-facts';
import { judgeBy } from '../checks/rules';
import { checkRuntime, remarksOfRefusal } from '../checks/runtime-checks';
import { RuntimeContext } from '../checks/runtime-subject';
import { at, Json } from '../ground/objects';
import { ModelRuntimeProps } from '../profiles/model-runtime-props';
import { memorySummary } from '../render/footprint-summary';
import { callersOf } from '../render/network-policy';
import { isWanted, ObjectRow, unpatchedSpec } from '../render/object-row';
import { hasPodPatches, labelsOf } from '../render/pod-template';
import { orRefusal, orThrow, Refusal } from '../render/refusal';
import { planRuntime, RuntimeInput, RuntimePlan } from '../render/runtime-plan';
import { ServingPlan, servingPlan } from '../render/serving-plan';
import { CACHE_JOB, DISRUPTION_BUDGET, GRPC_SERVICE, NETWORK_POLICY, SERVICE } from '../render/targets/kubernetes';
import { TargetWithWorkload } from '../render/targets/target';
import { ModelLabels } from '../values/model-labels';
import { INetworkPeer } from '../values/network-peer';

/** The part of its plan that users of a runtime see; a Model records the same. */
export type RuntimeFacts = Pick<RuntimePlan, 'image' | 'requests' | 'limits'>;

/**
 * The objects of one runtime, and the findings about them. In each pass the runtime is planned once, its objects are rendered once, checked as they
 * are, and printed as they were checked. The plan goes when all of them are rendered: only they have to be kept.
 */
export class RuntimeObjects implements Subject, CastRuntime {
  /** All that is known of the runtime; some of it comes later. */
  public input: RuntimeInput;
  public readonly options: ObjectOptions;
  public readonly objects = new Map<ObjectRow, DerivedObject>();
  private readonly labels: { readonly [key: string]: string };
  /** What is known of others like it, in this pass. */
  private alike?: Alike;
  private planned?: { readonly pass: Pass; readonly plan: RuntimePlan | Refusal; serving?: ServingPlan };
  private known?: { readonly pass: Pass; readonly facts: RuntimeFacts };
  /** What it has in common with others that differ in their names alone, in this pass. */
  private cast?: RuntimeCast;

  /**
   * @param construct the runtime, which the objects stand below.
   * @param target what they are.
   * @param id the id of the runtime, which names it unless its props do.
   * @param props what the user says of it; throws on a value that is wrong in itself.
   */
  public constructor(public readonly construct: Construct, private readonly target: TargetWithWorkload, id: string, props: ModelRuntimeProps) {
    const { profile, deploymentMetadata } = props;
    this.input = runtimeInput(construct, id, props);
    this.options = { profile, deploymentMetadata, serviceMetadata: this.input.settings.serviceMetadata };
    this.labels = labelsOf(this.input);
    this.makeWanted();
    joinOwnPool(this);
    const ledger = Ledger.of(construct);
    addTo(ledger.registry, construct, this.input);
    ledger.add(this, profile._lineage);
  }

  /** The object of a row; undefined when the runtime has none. */
  public tryObject(row: ObjectRow): DerivedObject | undefined {
    return this.objects.get(row);
  }

  /** Callers that were named after the model was made. */
  public addCallers(callers: readonly INetworkPeer[]): void {
    this.change({ ...this.input, callers: [...this.input.callers ?? [], ...callers] });
  }

  /** Somebody calls it who asks for no NetworkPolicy, and is let in where there is one. */
  public addGuest(guest: INetworkPeer): void {
    this.change({ ...this.input, guests: [...this.input.guests ?? [], guest] });
  }

  /** An autoscaler was made that says so itself. */
  public markAutoscaled(): void {
    this.change({ ...this.input, autoscaled: true });
  }

  /** The part of the plan that users see; throws a Refusal. Neither callers nor autoscalers change it. */
  public get facts(): RuntimeFacts {
    const { pass } = Ledger.of(this.construct);
    if (this.known?.pass !== pass) this.remember(pass, orRefusal(() => planRuntime(this.input)));
    return this.known!.facts;
  }

  /** Whether somebody else owns the replicas, as far as the app knows. */
  public get isAutoscaled(): boolean {
    return this.input.autoscaled || Ledger.of(this.construct).pass.surroundings.autoscalerOf(this.input) !== undefined;
  }

  /** How long its Pods take to come and to go; throws a Refusal. */
  public get timing(): RuntimePlan['timing'] {
    return planRuntime(this.input).timing;
  }

  /** The plan of its memory, by the arguments that it would be printed with. */
  public get plannedMemory(): PlannedMemory {
    const plan = orThrow(orRefusal(() => planRuntime(this.input)), this.construct);
    const template = this.printedOrNone(plan);
    const patched = template === undefined ? plan : asPatched(plan, template);
    if (patched === plan) return plannedMemory(this.input, plan);
    const { args, env } = patched.settings;
    return plannedMemory({ ...this.input, settings: { ...this.input.settings, args, env } }, patched);
  }

  public check(pass: Pass): readonly Remark[] {
    this.cast = RuntimeCast.tryOf(this, pass);
    const known = this.cast?.tryRemarks();
    if (this.cast?.plan) this.remember(pass, this.cast.plan);
    return known ?? this.checkAlone(pass);
  }

  private checkAlone(pass: Pass): Remark[] {
    const plan = this.planIn(pass);
    if (plan instanceof Refusal) {
      return [...judgeBy('framework-engine-mismatch', { plan: this.input }), ...remarksOfRefusal(plan, this.construct.node.path)];
    }
    this.remember(pass, plan);
    const remarks = this.checkPlan(plan, pass);
    if (!hasFailed(remarks)) remarks.push(...this.checkObjects(plan, this.servingIn(pass)));
    if (!hasFailed(remarks)) remarks.push(...this.checkPatched(plan), ...this.checkBeside(plan, pass), ...this.checkKeys(plan, pass, remarks));
    this.cast?.learn(remarks, plan);
    this.planned = undefined;
    return remarks;
  }

  private checkPlan(plan: RuntimePlan, pass: Pass): Remark[] {
    const context = this.contextOf(plan, pass);
    const { checks } = (context.template === undefined && context.services === undefined && this.alike) || {};
    return checks ? checks.check(plan, context) : checkRuntime(plan, context);
  }

  /** How a plan of it is looked at. */
  public contextOf(plan: RuntimePlan, pass: Pass): RuntimeContext {
    const template = this.printedOrNone(plan);
    return {
      patched: template === undefined ? plan : asPatched(plan, template),
      metadata: metadataIn(this.options),
      neighbours: pass.surroundings,
      template,
      services: this.patchedServices(),
      closed: isWanted(NETWORK_POLICY, this.input) && callersOf(this.input).length === 0,
    };
  }

  /** Its objects that somebody patched, and Services whose ports somebody named, against the Pods as they will be printed. */
  private checkPatched(plan: RuntimePlan): Remark[] {
    const named = plan.settings.service === undefined ? undefined : this.objects.get(SERVICE);
    const patched = [...this.objects.values()].filter(object => object.isPatched || object === named);
    if (patched.length === 0) return [];
    const printed = patched.map(object => ({ kind: object.kind, path: object.node.path, manifest: object.toJson() }));
    return checkOwnObjects(printed, this.printedTemplate(), leastReplicas(plan));
  }

  /** Objects of others beside those of this model, as all of them will be printed. */
  public checkBeside(plan: RuntimePlan, { surroundings }: Pass, printed: ManifestOf = row => this.objects.get(row)?.toJson()): Remark[] {
    const companions = surroundings.companionsOf(plan, [...this.objects.values()].some(({ isPatched }) => isPatched));
    if (companions.length === 0) return [];
    const [main] = this.target.workload.rows;
    return checkCompanions(companions, {
      template: at(printed(main), ...main.templatesAt[0]),
      job: at(printed(CACHE_JOB), 'spec', 'template'),
      services: SERVICES.map(printed).filter(service => service !== undefined),
      hasBudget: this.objects.has(DISRUPTION_BUDGET),
      replicas: leastReplicas(plan),
    }, plan.kubernetesVersion);
  }

  /** Keys of ConfigMaps and Secrets that its Pods name, without what is said of a Secret already. */
  private checkKeys({ namespace }: RuntimePlan, { surroundings }: Pass, known: readonly Remark[]): Remark[] {
    if (!surroundings.hasKeyed) return [];
    const template = this.main.isPatched ? this.printedTemplate() : at(this.main.derive(), ...this.target.workload.rows[0].templatesAt[0]);
    const templates = [template, at(this.objects.get(CACHE_JOB)?.derive(), 'spec', 'template')];
    const found = checkDataKeys(templates, (kind, name) => surroundings.tryKeys(kind, { name, namespace }));
    return found.filter(({ rule, what }) => !known.some(one => one.rule === rule && one.what === what));
  }

  private checkObjects({ settings: { kubernetesVersion } }: RuntimePlan, serving: ServingPlan): Remark[] {
    return [...this.objects].flatMap(([row, object]) => {
      const rendered = object.derive();
      const spec = unpatchedSpec(row, serving);
      return checkDerivedObject(object, { derived: spec ? { spec } : rendered, rendered, kubernetesVersion });
    });
  }

  /** The Pod template as it is printed, where patches change it; one that does not apply is its own finding. */
  private printedOrNone(plan: RuntimePlan): Json {
    if (!hasPodPatches(plan) && !this.main.isPatched) return undefined;
    try {
      return this.printedTemplate();
    } catch {
      return undefined;
    }
  }

  /** The `spec` of each Service, where somebody patches one; a patch that does not apply is its own finding. */
  private patchedServices(): Json[] | undefined {
    const services = SERVICES.map(row => this.objects.get(row)).filter(object => object !== undefined);
    if (!services.some(({ isPatched }) => isPatched)) return undefined;
    try {
      return services.map(object => at(object.toJson(), 'spec'));
    } catch {
      return undefined;
    }
  }

  /** The object that is patched, scaled and waited for. */
  public get main(): DerivedObject {
    return this.objects.get(this.target.workload.rows[0])!;
  }

  /** The Pod template of the first role, as it is printed. */
  private printedTemplate(): Json {
    return at(this.main.toJson(), ...this.target.workload.rows[0].templatesAt[0]);
  }

  private change(input: RuntimeInput): void {
    this.input = input;
    this.makeWanted();
    Ledger.of(this.construct).touch();
  }

  /** Makes the objects that the runtime has by now, and did not have before. */
  private makeWanted(): void {
    for (const row of this.target.rows) if (!this.objects.has(row) && isWanted(row, this.input)) this.objects.set(row, this.make(row));
  }

  private make(row: ObjectRow): DerivedObject {
    const { id, apiVersion, kind } = row;
    const { annotations, ...identity } = identityOf(row, this.input, this.options, this.labels);
    const object = new DerivedObject(this.construct, id, {
      apiVersion,
      kind,
      metadata: { ...identity, annotations: { ...annotations, ...(row === this.target.workload.rows[0] ? this.planAnnotation() : {}) } },
      own: { labels: this.labels },
      // A patch writes what its user gave, who may change it later.
      group: hasPodPatches(this.input) ? undefined : this.options.profile,
      parts: { [row.member ?? 'spec']: () => row.spec(this.servingIn(Ledger.of(this.construct).pass)) },
      text: () => this.cast?.tryText(row, Ledger.of(this.construct).pass),
    });
    Ledger.of(this.construct).addObject(this.construct, object);
    return object;
  }

  /** The plan of its memory in one line, found when the object is printed; a patch of its arguments is not in it. */
  private planAnnotation(): { [key: string]: string } {
    const { architecture, footprint } = this.input;
    if (architecture === undefined || footprint?.annotation === false) return {};
    const resolve = () => memorySummary(orThrow(this.planIn(Ledger.of(this.construct).pass), this.construct));
    return { [ModelLabels.MEMORY_PLAN]: { resolve } as unknown as string };
  }

  /** The plan, and the objects of others that act on the Deployment, in whatever order. */
  private planIn(pass: Pass): RuntimePlan | Refusal {
    if (this.planned?.pass !== pass) {
      const autoscaler = pass.surroundings.autoscalerOf(this.input);
      const input = autoscaler ? { ...this.input, autoscaled: true, autoscaler } : this.input;
      this.alike = pass.alikeTo(input);
      const plan = orRefusal(() => planRuntime(input, this.alike?.plan));
      if (this.alike && !(plan instanceof Refusal)) this.alike.plan ??= plan;
      this.planned = { pass, plan };
    }
    return this.planned.plan;
  }

  private servingIn(pass: Pass): ServingPlan {
    const plan = orThrow(this.planIn(pass), this.construct);
    return this.planned!.serving ??= servingPlan(plan);
  }

  private remember(pass: Pass, plan: RuntimePlan | Refusal): void {
    const { image, requests, limits } = orThrow(plan, this.construct);
    this.known = { pass, facts: { image, requests, limits } };
  }
}

/** The Services by which a model is reached. */
const SERVICES = [SERVICE, GRPC_SERVICE];
