import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { ModelCast } from './model-cast';
import { Pass } from './pass';
import { RuntimeFacts } from './runtime-objects';
import { checkDerivedObject } from '../checks/patch-checks';
import { unusedOfEngine, unusedOfModel } from '../checks/registered-settings';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { remarksOfRefusal } from '../checks/runtime-checks';
import { judgeSubclass } from '../ground/input/answers';
import { checkedName, checkedPrintable, nameFromId } from '../ground/names';
import { JsonObject } from '../ground/objects';
import { ModelConstructProps } from '../profiles/model-construct-props';
import { ModelRef } from '../profiles/model-ref';
import { besideAnnotations, besideModels } from '../render/beside-models';
import { orRefusal, Refusal } from '../render/refusal';
import { modelSpec, RecordedIdentity, registeredReferences, registeredRuntime, Registration } from '../render/registration';
import { ModelLabels } from '../values/model-labels';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The `Model` custom resource, and the findings about it. The runtime of the model says the rest. */
export class RecordedModel implements Subject {
  /** Name of all objects. */
  public readonly name: string;
  /** Id of the model in the registry. */
  public readonly modelId: string;
  public readonly object: DerivedObject;
  /** The props that the user gave; the source as a lock pins it. */
  private readonly props: ModelConstructProps;
  /** The facts that are recorded of the container, where the model has no runtime. */
  private readonly registration?: Registration;
  private runtime?: { readonly facts: RuntimeFacts };
  private isServedElsewhere = false;
  private cast?: ModelCast;

  /**
   * @param construct the model, which the resource stands below.
   * @param id the id of the model, which names it unless its props do.
   * @param given what the user says of it; throws on a value that is wrong in itself.
   */
  public constructor(public readonly construct: Construct, id: string, given: ModelConstructProps) {
    const { profile, engine = profile.engine, registerOnly, command, ports } = given;
    judgeSubclass('ModelSource', given.source, construct);
    judgeSubclass('ServingEngine', engine, construct);
    this.name = given.name === undefined ? nameFromId(id) : checkedName(given.name);
    this.modelId = given.modelId ?? this.name;
    const settings = profile._settingsOf(given);
    this.props = settings.lock ? { ...given, source: given.source._lockedBy(settings.lock) } : given;
    if (registerOnly) this.registration = { engine, settings, command, ports };
    const annotations = { ...(given.name === undefined && this.name !== id && { [ModelLabels.ORIGINAL_NAME]: id }), ...ownAnnotations(given) };
    this.object = new DerivedObject(construct, 'Resource', {
      apiVersion: 'registry.matrixinfer.ai/v1alpha1',
      kind: 'Model',
      metadata: metadataOf(this.name, given.modelMetadata, annotations),
      group: profile,
      own: { labels: { [ModelLabels.MODEL]: this.name }, annotations },
      parts: { spec: () => modelSpec(this.identity, this.container()) },
      text: () => this.cast?.tryText(Ledger.of(construct).pass),
    });
    const ledger = Ledger.of(construct);
    ledger.registry.models.push({ at: construct, modelId: this.modelId, version: given.version });
    ledger.registry.addResource(this.object);
    ledger.addObject(construct, this.object);
  }

  /** What was said of the model, for what serves it: here, or in a `ModelInfer`. */
  public get said(): NonNullable<ModelRef['_said']> {
    const { modelId: _id, registerOnly: _only, modelMetadata: _metadata, command, ports, ...options } = this.props;
    const { version, framework } = options;
    return { options: { ...options, name: undefined }, version, framework, recorded: { command, ports }, serve: () => { this.servedElsewhere(); } };
  }

  /** The runtime whose image and resources it records. */
  public servedBy(runtime: { readonly facts: RuntimeFacts }): void {
    this.runtime = runtime;
  }

  /** A ModelInfer runs what it says, where it is only registered itself. */
  private servedElsewhere(): void {
    this.isServedElsewhere = true;
    Ledger.of(this.construct).touch();
  }

  public check(pass: Pass): Remark[] {
    const container = orRefusal(() => this.container());
    const { props, registration } = this;
    const { framework } = props;
    return [
      ...judgeBy('framework-unknown', { framework, engine: registration ? undefined : props.engine ?? props.profile.engine }),
      // Values that cannot be derived are said elsewhere; the rest of the Model is judged all the same.
      ...this.checkSchema(container, pass),
      ...(registration ? this.checkRegistration(container, registration) : judgeBy('engine-says-container', props)),
    ];
  }

  private get identity(): RecordedIdentity {
    const { version, framework, source } = this.props;
    return { modelId: this.modelId, version, framework, source };
  }

  /** `spec.runtime`: the facts that the runtime really uses, or those that were said of one that is not made here. Throws a Refusal. */
  private container(): JsonObject {
    if (this.registration) return registeredRuntime(this.registration);
    const { image, requests, limits } = this.runtime!.facts;
    return { image, resources: { requests, limits } };
  }

  /** The facts of the runtime, when there is one. */
  private checkRegistration(container: JsonObject | Refusal, registration: Registration): Remark[] {
    const { secrets, volumes } = registeredReferences(registration);
    const { namespace } = this.object.metadata;
    return [
      ...(container instanceof Refusal
        ? remarksOfRefusal(container, this.construct.node.path)
        : judgeBy('image-not-pinned', { images: [{ where: 'the model', image: String(container.image) }] })),
      ...this.checkMirrors(container, registration),
      ...judgeBy('lock-outdated', { plan: { settings: registration.settings }, sources: [this.props.source], publishedImages: [] }),
      ...(this.isServedElsewhere ? [] : judgeBy('register-only-ignores', { what: 'the model', unused: this.unused })),
      ...judgeBy('secret-other-namespace', { namespace, secrets }),
      ...judgeBy('claim-other-namespace', { namespace, volumes }),
    ];
  }

  /** What is said of a runtime that is not made: by the model, and by an engine of its own. */
  private get unused(): string[] {
    const { engine, profile } = this.props;
    return [...unusedOfModel('Model', this.props), ...(engine === undefined || engine === profile.engine ? [] : unusedOfEngine(engine))];
  }

  private checkMirrors(container: JsonObject | Refusal, registration: Registration): Remark[] {
    const { settings } = registration;
    if (container instanceof Refusal || settings.imageRegistries === undefined) return [];
    const { image } = registeredRuntime({ ...registration, settings: { ...settings, imageRegistry: undefined, imageRegistries: undefined } });
    return judgeBy('registry-unused', { plan: { settings, volumes: settings.pod?.volumes ?? [] }, publishedImages: [String(image)] });
  }

  /** The Model as the API server gets it, as far as the library writes it; a Model that cannot be derived is not patched. */
  private checkSchema(container: JsonObject | Refusal, pass: Pass): readonly Remark[] {
    if (!(container instanceof Refusal)) return this.checkDerived(container, pass);
    return this.object.isPatched ? [] : checkDerivedObject(this.object, { derived: { spec: modelSpec(this.identity, { image: 'unknown' }) } });
  }

  private checkDerived(container: JsonObject, pass: Pass): readonly Remark[] {
    const { identity, name, object, registration, props: { modelMetadata } } = this;
    const model = { ...identity, name, metadata: modelMetadata };
    const cast = this.cast = registration ? undefined : ModelCast.tryOf(object, model, container, pass);
    const known = cast?.tryRemarks();
    const remarks = known ?? checkDerivedObject(this.object, { derived: this.object.derive() });
    if (!known) cast?.learn(remarks);
    return remarks;
  }
}

/** Annotations that the library writes on a Model, its first name aside. */
function ownAnnotations(props: ModelConstructProps): { [key: string]: string } {
  return { ...(props.registerOnly && { [ModelLabels.REGISTERED_ONLY]: 'true' }), ...besideAnnotations(besideModels(props)) };
}

function metadataOf(name: string, given: ObjectMetadataOptions | undefined, annotations: { [key: string]: string }): ApiObjectMetadata {
  const labels = checkedPrintable('label of the Model', given?.labels);
  return { name, labels, annotations: { ...checkedPrintable('annotation of the Model', given?.annotations), ...annotations } };
}
