import { ApiObject, Chart } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { Ledger } from './app/ledger';
import { RecordedInfer } from './app/recorded-infer';
import { ServingEngine } from './engines/serving-engine';
import { judged, placedInChart } from './ground/input/judged';
import { invalidIn, pathInFront, within } from './ground/input/within';
import { checkedLabel, checkedRecordName, checkedVersion } from './ground/names';
import { ModelEndpoint } from './model-endpoint';
import { ModelRuntime } from './model-runtime';
import { ModelInferProps } from './profiles/model-infer-props';
import { ModelRef } from './profiles/model-ref';
import { ModelRuntimeProps } from './profiles/model-runtime-props';
import { RuntimeProfile } from './profiles/runtime-profile';
import { isOn } from './render/switch-record';
import { AutoscalingTarget, IAutoscalingTarget } from './scaling/autoscaling-target';
import { IServedModel } from './traffic/served-model';

/**
 * A deployment of a registered Model: the `ModelInfer` custom resource of `workload.matrixinfer.ai`, and the runtime that it records. You register
 * the Model once, mostly with `registerOnly`, and any number of ModelInfers serve it, also in other namespaces: a canary, or one for each zone or
 * team.
 *
 * @example
 * const source = ModelSource.s3('s3://my-models/llama-7b/');
 * const model = new ModelConstruct(chart, 'llama-7b', { version: '1.0.0', framework: Framework.PYTORCH, source, profile, registerOnly: true });
 * new ModelInfer(chart, 'serving', { model, replicas: 2 }); // named llama-7b-infer
 * new ModelInfer(chart, 'canary', { model, name: 'llama-7b-canary', engine: new VllmEngine({ version: '0.33.0' }) });
 */
export class ModelInfer extends Construct implements IAutoscalingTarget, IServedModel {
  /** Name of the ModelInfer, and of the Deployment and Service of its runtime. */
  public readonly name: string;

  /** The Model that is served. */
  public readonly modelReference: ModelRef;

  /** The `ModelInfer` custom resource, so that you can patch it. */
  public readonly inferObject: ApiObject;

  /** The runtime that serves the Model; `undefined` with `registerOnly`. */
  public readonly tryRuntime?: ModelRuntime;

  /** The HorizontalPodAutoscaler, so that you can patch it; `undefined` without `autoscaling`. */
  public readonly tryScaler?: ApiObject;

  /**
   * The engine that its profile, or that of its Model, says; `undefined` where neither is known.
   * @internal
   */
  public readonly _engine?: ServingEngine;

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; the names of the objects are not derived from it.
   * @param props the Model, and the settings that differ from it; throws on a bad name, and when neither the props nor the Model say how to run it.
   */
  public constructor(scope: Construct, id: string, props: ModelInferProps) {
    super(...placedInChart('ModelInfer', scope, id));
    [props] = judged('new_ModelInfer', [props], arguments, { construct: this, open: new.target !== ModelInfer });
    const own = within(this);
    own(() => { checkRecorded(this, props); });
    this.modelReference = props.model.modelReference;
    this.name = own(() => checkedRecordName(props.name ?? `${this.modelReference.name}-infer`, props.registerOnly, props.name === undefined));
    const { _said: said } = this.modelReference;
    const profile = props.profile ?? said?.options.profile;
    this._engine = props.engine ?? (props.profile ? undefined : said?.options.engine) ?? profile?.engine;
    const settings = own(() => profile?._settingsOf(RuntimeProfile._over(said?.options ?? {}, props)) ?? {});
    const recorded = own(() => new RecordedInfer(this, {
      name: this.name,
      modelRef: this.reference(),
      own: props,
      settings,
      container: said?.recorded,
      model: said && { name: this.modelReference.name, source: said.options.source, version: said.version },
    }));
    this.inferObject = recorded.object;
    if (!props.registerOnly) {
      this.tryRuntime = new ModelRuntime(this, 'Runtime', this.runtimeProps(props));
      recorded.servedBy(this.tryRuntime);
      const { autoscaling } = props;
      if (isOn(autoscaling)) this.tryScaler = own(() => recorded.scaledBy(autoscaling, this.scalingTarget)).tryObject('HorizontalPodAutoscaler');
      said?.serve();
    }
    Dependable.implement(this, { dependencyRoots: [this.inferObject] });
    Ledger.of(this).add(recorded);
  }

  /** The runtime that serves the Model; throws with `registerOnly`. */
  public get runtime(): ModelRuntime {
    if (this.tryRuntime) return this.tryRuntime;
    throw new Error(`${pathInFront(this)}the ModelInfer has no runtime: registerOnly is true; remove it, or use tryRuntime`);
  }

  /** The address of the model inside the cluster; throws with `registerOnly`. */
  public get endpoint(): ModelEndpoint {
    return this.runtime.endpoint;
  }

  /**
   * The target of an `AutoscalingPolicy`: the Deployment of the runtime, which the policy records as this ModelInfer. With `registerOnly` it is the
   * ModelInfer itself, and such a policy is only recorded.
   */
  public get scalingTarget(): AutoscalingTarget {
    const { apiVersion, kind, metadata: { namespace } } = this.inferObject;
    if (!this.tryRuntime) {
      const { name, node: { path }, _engine: engine } = this;
      return AutoscalingTarget._registered({ apiVersion, kind, name }, { who: `the ModelInfer "${path}"`, namespace, engine });
    }
    return this.runtime.scalingTarget._recordedAs(apiVersion, kind, this.name);
  }

  /** The Model as it is recorded: with its namespace where that is another one. */
  private reference(): { readonly name: string; readonly namespace?: string } {
    const { name, namespace, _said: said } = this.modelReference;
    const own = Chart.of(this).namespace;
    if (said !== undefined && namespace === undefined && own !== undefined) {
      const [got, allowed] = [
        `the Model ${name} in a chart without a namespace`, `one in a chart with a namespace, because the ModelInfer is in namespace ${own}`,
      ];
      throw invalidIn(this, { what: 'model', got, allowed, fix: 'give a namespace to the chart of the Model' });
    }
    const isOwn = said !== undefined && namespace === own;
    return { name, namespace: isOwn ? undefined : namespace };
  }

  private runtimeProps(props: ModelInferProps): ModelRuntimeProps {
    const { _said: said, name } = this.modelReference;
    const { options } = said ?? {};
    const [source, profile] = [props.source ?? options?.source, props.profile ?? options?.profile];
    if (source === undefined || profile === undefined) {
      const missing = [source ?? 'source', profile ?? 'profile'].filter(one => typeof one === 'string').join(' and ');
      throw new Error(`${pathInFront(this)}the ModelInfer has no ${missing}: the Model ${name} is registered elsewhere; give ${missing}, or `
        + 'registerOnly when something else serves it');
    }
    const settings = RuntimeProfile._over(options ?? {}, props);
    const { app = this.name } = { ...profile._settings.pod?.labels, ...settings.pod?.labels };
    return {
      ...settings,
      source,
      profile,
      pod: { ...settings.pod, labels: { ...settings.pod?.labels, app } },
      engine: props.engine ?? (props.profile ? undefined : options?.engine),
      name: this.name,
      version: props.version ?? said?.version,
      framework: props.framework ?? said?.framework,
      adapters: options?.adapters || props.adapters ? { ...options?.adapters, ...props.adapters } : undefined,
      draftModel: props.draftModel ?? options?.draftModel,
      replicas: isOn(props.autoscaling) ? undefined : props.replicas,
      servedName: props.servedName ?? options?.servedName ?? name,
      servedAliases: props.servedAliases ?? options?.servedAliases,
      deploymentMetadata: props.deploymentMetadata ?? options?.deploymentMetadata,
    };
  }
}

/** Members that a runtime has no use for: what it runs is said otherwise, and would be recorded wrongly. */
function checkRecorded(construct: Construct, { registerOnly, resources, containerName, version }: ModelInferProps): void {
  if (containerName !== undefined) checkedLabel('containerName', containerName);
  checkedVersion(version);
  if (registerOnly || (resources === undefined && containerName === undefined)) return;
  const [what, fix] = resources === undefined ? ['containerName', 'leave it out'] : ['resources', 'give compute'];
  throw new Error(`${pathInFront(construct)}the ModelInfer has ${what}, which is only recorded with registerOnly, and a runtime; ${fix}, or set `
    + 'registerOnly when something else serves it');
}
