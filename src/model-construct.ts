import { ApiObject } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { Ledger } from './app/ledger';
import { RecordedModel } from './app/recorded-model';
import { ServingEngine } from './engines/serving-engine';
import { judged, placedInChart } from './ground/input/judged';
import { pathInFront, within } from './ground/input/within';
import { ModelEndpoint } from './model-endpoint';
import { ModelFootprint } from './model-footprint';
import { ModelRuntime } from './model-runtime';
import { ModelConstructProps } from './profiles/model-construct-props';
import { IModelRef, ModelRef } from './profiles/model-ref';
import { AutoscalingTarget, IAutoscalingTarget } from './scaling/autoscaling-target';
import { IServedModel } from './traffic/served-model';

/**
 * An AI model, declared once: the `Model` custom resource of `registry.matrixinfer.ai/v1alpha1`, and the runtime that serves it. The Model records
 * the image and the resources that the runtime really uses.
 *
 * @example
 * new ModelConstruct(chart, 'llama-7b', {
 *   version: '1.0.0',
 *   framework: Framework.PYTORCH,
 *   source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) }),
 *   profile,
 *   replicas: 2,
 * });
 */
export class ModelConstruct extends Construct implements IModelRef, IAutoscalingTarget, IServedModel {
  /** Name of the Model, and of the Deployment and Service of its runtime. */
  public readonly name: string;

  /** Id of the model in the registry. */
  public readonly modelId: string;

  /** The `Model` custom resource, so that you can patch it. */
  public readonly model: ApiObject;

  /** The runtime that serves the model; `undefined` when it is only registered. */
  public readonly tryRuntime?: ModelRuntime;

  /** A reference to the Model, for a `ModelInfer` in any namespace that serves it. */
  public readonly modelReference: ModelRef;

  /**
   * The engine that serves it, or would.
   * @internal
   */
  public get _engine(): ServingEngine {
    const { engine, profile } = this.modelReference._said!.options;
    return engine ?? profile.engine;
  }

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; the name of the objects is derived from it unless `name` is given.
   * @param props the model, its profile, and the settings that differ from the profile; throws on a bad name.
   */
  public constructor(scope: Construct, id: string, props: ModelConstructProps) {
    super(...placedInChart('ModelConstruct', scope, id));
    [props] = judged('new_ModelConstruct', [props], arguments, { construct: this, open: new.target !== ModelConstruct });
    const recorded = within(this)(() => new RecordedModel(this, id, props));
    ({ name: this.name, modelId: this.modelId, object: this.model } = recorded);
    const { said } = recorded;
    if (!props.registerOnly) {
      this.tryRuntime = new ModelRuntime(this, 'Runtime', { ...said.options, name: this.name });
      recorded.servedBy(this.tryRuntime._objects);
    }
    this.modelReference = ModelRef._of(this.name, this.model.metadata.namespace, said);
    Dependable.implement(this, { dependencyRoots: [this.model] });
    Ledger.of(this).add(recorded);
  }

  /** The runtime that serves the model; throws when it is only registered. */
  public get runtime(): ModelRuntime {
    if (this.tryRuntime) return this.tryRuntime;
    throw new Error(`${pathInFront(this)}the model has no runtime: registerOnly is true; remove it, or use tryRuntime`);
  }

  /** The HTTP Service as a cdk8s-plus `Service`, for an Ingress, see `ModelRuntime.service`; throws when the model is only registered. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a Service of one minor is no Service of another to TypeScript
  public get service(): any {
    return this.runtime.service;
  }

  /**
   * The HTTP Service as a `Service` of the cdk8s-plus that an app uses, see `ModelRuntime.serviceFor`; throws when the model is only registered.
   *
   * @param plus that cdk8s-plus: the module in TypeScript and JavaScript, in other languages its name on npm, for example `cdk8s-plus-33`.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see `service`
  public serviceFor(plus: any): any {
    judged('ModelConstruct#serviceFor', [plus], arguments, { construct: this });
    return this.runtime.serviceFor(plus);
  }

  /** The memory that the model takes on each device; throws when the model is only registered, and when `architecture` is not given. */
  public get footprint(): ModelFootprint {
    return this.runtime.footprint;
  }

  /** The address of the model inside the cluster; throws when the model is only registered. */
  public get endpoint(): ModelEndpoint {
    return this.runtime.endpoint;
  }

  /**
   * The target of an `AutoscalingPolicy`: the Deployment of the runtime. Of a model that is only registered it is the Model itself, and such a policy
   * is only recorded.
   */
  public get scalingTarget(): AutoscalingTarget {
    if (this.tryRuntime) return this.tryRuntime.scalingTarget;
    const { apiVersion, kind, metadata: { namespace } } = this.model;
    const who = `the model "${this.node.path}"`;
    return AutoscalingTarget._registered({ apiVersion, kind, name: this.name }, { who, namespace, engine: this._engine });
  }
}
