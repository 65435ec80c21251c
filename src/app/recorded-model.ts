import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { RuntimeFacts } from './runtime-objects';
import { checkDerivedObject } from '../checks/patch-checks';
import { unusedOfModel } from '../checks/registered-settings';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { remarksOfRefusal } from '../checks/runtime-checks';
import { JsonObject } from '../ground/objects';
import { ModelOptions } from '../profiles/model-runtime-props';
import { orRefusal, Refusal } from '../render/refusal';
import { modelSpec, RecordedIdentity, registeredReferences, registeredRuntime, Registration } from '../render/registration';
import { ModelLabels } from '../values/model-labels';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The facts that a Model records, and how they were said. */
export interface RecordedModelProps extends RecordedIdentity {
  readonly name: string;
  readonly metadata: ObjectMetadataOptions;
  /** Annotations that the library writes on it. */
  readonly annotations: { readonly [key: string]: string };
  /** The props that the user gave. */
  readonly options: ModelOptions & Pick<Registration, 'command' | 'ports'>;
  /** The facts that are recorded of the container, where the model has no runtime. */
  readonly registration?: Registration;
}

/** The `Model` custom resource, and the findings about it. The runtime of the model says the rest. */
export class RecordedModel implements Subject {
  public readonly object: DerivedObject;
  private runtime?: { readonly facts: RuntimeFacts };
  private isServedElsewhere = false;

  /**
   * @param construct the model, which the resource stands below.
   * @param props what it records.
   */
  public constructor(public readonly construct: Construct, private readonly props: RecordedModelProps) {
    this.object = new DerivedObject(construct, 'Resource', {
      apiVersion: 'registry.matrixinfer.ai/v1alpha1',
      kind: 'Model',
      metadata: { name: props.name, labels: props.metadata.labels, annotations: { ...props.metadata.annotations, ...props.annotations } },
      group: props.options.profile,
      own: { labels: { [ModelLabels.MODEL]: props.name }, annotations: props.annotations },
      parts: { spec: () => modelSpec(props, this.container()) },
    });
    const { modelId, version } = props;
    const ledger = Ledger.of(construct);
    ledger.registry.models.push({ at: construct, modelId, version });
    ledger.registry.addResource(this.object);
    ledger.addObject(construct, this.object);
  }

  /** The runtime whose image and resources it records. */
  public servedBy(runtime: { readonly facts: RuntimeFacts }): void {
    this.runtime = runtime;
  }

  /** A ModelInfer runs what it says, where it is only registered itself. */
  public servedElsewhere(): void {
    this.isServedElsewhere = true;
    Ledger.of(this.construct).touch();
  }

  public check(): Remark[] {
    const container = orRefusal(() => this.container());
    const { framework, options, registration } = this.props;
    return [
      ...judgeBy('framework-unknown', { framework, engine: registration ? undefined : options.engine ?? options.profile.engine }),
      // Values that cannot be derived are said elsewhere; the rest of the Model is judged all the same.
      ...this.checkSchema(container),
      ...(registration ? this.checkRegistration(container, registration) : judgeBy('engine-says-container', options)),
    ];
  }

  /** `spec.runtime`: the facts that the runtime really uses, or those that were said of one that is not made here. Throws a Refusal. */
  private container(): JsonObject {
    if (this.props.registration) return registeredRuntime(this.props.registration);
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
      ...judgeBy('lock-outdated', { plan: { settings: registration.settings }, sources: [this.props.source], publishedImages: [] }),
      ...(this.isServedElsewhere ? [] : judgeBy('register-only-ignores', { what: 'the model', unused: unusedOfModel('Model', this.props.options) })),
      ...judgeBy('secret-other-namespace', { namespace, secrets }),
      ...judgeBy('claim-other-namespace', { namespace, volumes }),
    ];
  }

  /** The Model as the API server gets it, as far as the library writes it; a Model that cannot be derived is not patched. */
  private checkSchema(container: JsonObject | Refusal): Remark[] {
    if (!(container instanceof Refusal)) return checkDerivedObject(this.object, { derived: this.object.derive() });
    return this.object.isPatched ? [] : checkDerivedObject(this.object, { derived: { spec: modelSpec(this.props, { image: 'unknown' }) } });
  }
}
