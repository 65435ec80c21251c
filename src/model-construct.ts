import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct, Dependable } from 'constructs';
import { validateModel } from './checks/model-schema/model-schema';
import { checkFrameworkName, checkImage } from './checks/private/identity-checks';
import { Ledger, Remark } from './checks/private/ledger';
import { patched, printedMetadata } from './checks/private/patch-checks';
import { remarkOfRefusal } from './checks/private/runtime-checks';
import { checkSecrets } from './checks/private/secrets';
import { checkRegisterOnly } from './checks/private/unused-checks';
import type { L1ModelSpecModelSpec } from './imports/registry.matrixinfer.ai';
import { ModelEndpoint } from './model-endpoint';
import { ModelRuntime } from './model-runtime';
import { ModelOptions, ObjectMetadataOptions } from './model-runtime-props';
import { registerModel, registerObject } from './private/app-checks';
import { AppRegistry } from './private/app-registry';
import { DerivedObject } from './private/derived-object';
import { show } from './private/errors';
import { checkedName, nameFromId } from './private/names';
import { JsonObject } from './private/objects';
import { imageOf, Refusal, requireCompute } from './private/runtime-plan';
import { unreadableTexts } from './private/yaml-texts';
import { checkedSettings } from './profiles/private/checked-settings';
import { mergeSettings } from './profiles/private/merge-settings';
import { Framework } from './values/framework';
import { ModelLabels } from './values/model-labels';

/** What a model is made from. What is left out comes from the profile. */
export interface ModelConstructProps extends ModelOptions {
  /** Version of the model, `1.2.3` or `v1.2.3`. It stands in the Pod template: a new version rolls out. */
  readonly version: string;

  /** What the model was made with; engines refuse frameworks that they cannot serve. */
  readonly framework: Framework;

  /**
   * Id of the model in the registry: lower-case letters, digits and dashes. Together with the version it is unique in the app.
   *
   * @default - the name of the objects
   */
  readonly modelId?: string;

  /**
   * Whether only the Model is made, and no runtime: something else serves it, or nothing yet. The Model says so in its annotation
   * `registry.matrixinfer.ai/registered-only`.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Labels and annotations of the Model.
   *
   * @default - none
   */
  readonly modelMetadata?: ObjectMetadataOptions;
}

/**
 * An AI model, declared once: the `Model` custom resource of `registry.matrixinfer.ai/v1alpha1`, and the runtime that serves it.
 * Image and resources in the Model are what the runtime really uses.
 */
export class ModelConstruct extends Construct {
  /** Name of all objects. */
  public readonly name: string;

  /** Id of the model in the registry. */
  public readonly modelId: string;

  /** The `Model` custom resource, for patches. */
  public readonly model: ApiObject;

  /** What serves the model; `undefined` when it is only registered. */
  public readonly tryRuntime?: ModelRuntime;

  private readonly props: ModelConstructProps;
  private readonly metadata: ObjectMetadataOptions;
  private readonly object: DerivedObject;

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; the name of the objects is derived from it unless `name` is given.
   * @param props the model, its profile, and what differs from the profile; throws on a bad name.
   */
  public constructor(scope: Construct, id: string, props: ModelConstructProps) {
    super(scope, id);
    this.props = checkedSettings(props);
    this.name = props.name === undefined ? nameFromId(id) : checkedName(props.name);
    this.modelId = props.modelId ?? this.name;
    const renamed = props.name === undefined && this.name !== id;
    this.metadata = {
      labels: props.modelMetadata?.labels,
      annotations: {
        ...props.modelMetadata?.annotations,
        ...(renamed && { [ModelLabels.ORIGINAL_NAME]: id }),
        ...(props.registerOnly && { [ModelLabels.REGISTERED_ONLY]: 'true' }),
      },
    };
    this.object = new DerivedObject(this, 'Resource', {
      apiVersion: 'registry.matrixinfer.ai/v1alpha1',
      kind: 'Model',
      metadata: { name: this.name, ...this.metadata },
      spec: () => this.spec(),
    });
    this.model = this.object;
    this.tryRuntime = props.registerOnly ? undefined : new ModelRuntime(this, 'Runtime', { ...props, name: this.name });
    this.register();
  }

  /** What serves the model; throws when it is only registered. */
  public get runtime(): ModelRuntime {
    if (this.tryRuntime) return this.tryRuntime;
    throw new Error(`the model ${this.node.path} has no runtime: registerOnly is true; remove it, or use tryRuntime`);
  }

  /** The HTTP Service as a cdk8s-plus `Service`, for an Ingress; throws when the model is only registered. */
  public get service(): kplus.Service {
    return this.runtime.service;
  }

  /** Where the model is reached inside the cluster; throws when it is only registered. */
  public get endpoint(): ModelEndpoint {
    return this.runtime.endpoint;
  }

  private register(): void {
    Dependable.implement(this, { dependencyRoots: [this.model] });
    registerObject(this, this.model);
    registerModel(this, this.modelId, this.props.version);
    AppRegistry.of(this).addResource(this.model);
    Ledger.of(this).add(this, () => this.check());
  }

  private spec(runtime: JsonObject = this.runtimeSpec()): JsonObject {
    const { framework, version, source } = this.props;
    const modelSpec = { modelId: this.modelId, framework: framework.name, version, source: { uri: source.uri } } satisfies L1ModelSpecModelSpec;
    return { modelSpec, runtime };
  }

  private runtimeSpec(): JsonObject {
    if (this.tryRuntime) {
      const { image, requests, limits } = this.tryRuntime;
      return { image, resources: { requests, limits } };
    }
    const settings = mergeSettings(this.props.profile.settings, this.props);
    const { requests, limits } = requireCompute(settings);
    return { image: imageOf(this.props.engine ?? this.props.profile.engine, settings), resources: { requests, limits } };
  }

  private check(): Remark[] {
    const runtime = this.tryRuntimeSpec();
    return [
      ...checkFrameworkName(this.props.framework, this.tryRuntime?.engine),
      // What cannot be derived is said elsewhere; the rest of the Model is judged all the same.
      ...this.checkSchema(runtime),
      ...(this.tryRuntime ? [] : this.checkRegistration(runtime)),
    ];
  }

  private tryRuntimeSpec(): JsonObject | Refusal {
    try {
      return this.runtimeSpec();
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  /** What the runtime says when there is one. */
  private checkRegistration(runtime: JsonObject | Refusal): Remark[] {
    return [
      ...(runtime instanceof Refusal ? [remarkOfRefusal(runtime)] : checkImage('the model', String(runtime.image))),
      ...checkRegisterOnly(this.props),
      ...checkSecrets([{ where: 'the source URI', name: '', value: this.props.source.uri }]),
    ];
  }

  /** The Model as the API server gets it, as far as the library writes it. */
  private checkSchema(runtime: JsonObject | Refusal): Remark[] {
    const { apiVersion, kind, name, metadata } = this.model;
    const spec = this.spec(runtime instanceof Refusal ? { image: 'unknown' } : runtime);
    const given = { name, namespace: metadata.namespace, ...this.metadata };
    const derived = { manifest: { apiVersion, kind, metadata: printedMetadata(this.object, given), spec } };
    const printed = this.object.isPatched && !(runtime instanceof Refusal) ? patched(this.object) : derived;
    if ('rule' in printed) return [printed];
    const { manifest } = printed;
    return [
      ...validateModel(manifest).map(({ message, fix }): Remark => ({ rule: 'model-schema', what: message, fix })),
      ...unreadableTexts({ metadata: manifest.metadata, spec: manifest.spec }).map(({ path, got, allowed }): Remark => (
        { rule: 'model-schema', what: `the Model has ${show(got)} at ${path.slice(1)}, allowed is ${allowed}`, fix: 'write it in another way' }
      )),
    ];
  }
}
