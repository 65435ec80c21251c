import { Duration } from 'cdk8s';
import { ScaledRuntime } from './private/scaled-runtime';
import { ServingEngine } from '../engines/serving-engine';
import { checkedDuration } from '../ground/durations';
import { mustBe, pattern } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { COUNT } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';
import { JsonObject } from '../ground/objects';

/** The target of a policy: a model, a runtime, a ModelInfer, or an `AutoscalingTarget` of your own. */
export interface IAutoscalingTarget {
  /** The workload to scale, and the reference that the policy records. */
  readonly scalingTarget: AutoscalingTarget;
}

/** The facts about a target outside this app. */
export interface AutoscalingTargetProps {
  /** Its `apiVersion`, for example `workload.matrixinfer.ai/v1alpha1`. */
  readonly apiVersion: string;

  /** Its kind, for example `ModelInfer`. A ModelInfer is scaled by the Deployment with its name. */
  readonly kind: string;

  /** Its name, in the namespace of the policy. */
  readonly name: string;

  /**
   * The engine that serves it; needed to scale by metrics of a server.
   *
   * @default - not known
   */
  readonly engine?: ServingEngine;

  /**
   * Number of accelerators of one of its replicas, for the `AcceleratorPool` of the policy.
   *
   * @default 1
   */
  readonly accelerators?: number;

  /**
   * Time that one of its Pods needs to start.
   *
   * @default - 10 minutes
   */
  readonly startup?: Duration;
}

/** The facts of a target that is only registered. */
interface RegisteredTarget extends Pick<AutoscalingTargetProps, 'engine' | 'accelerators'> {
  readonly namespace?: string;
  /** Its name in messages: `the ModelInfer "chart/infer"`. */
  readonly who: string;
}

const API_VERSION = pattern('[group/]version', /^([a-z0-9]([-.a-z0-9]*[a-z0-9])?\/)?v[0-9][a-z0-9]*$/, 316);
const KIND = pattern('a kind of Kubernetes', /^[A-Z][A-Za-z0-9]*$/, 63);

/**
 * The workload that an AutoscalingPolicy scales, and the reference that it records. Models, runtimes and ModelInfers of the app have one; `of` is for
 * all others.
 *
 * @example
 * const target = AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'llama-7b-infer' });
 */
export class AutoscalingTarget implements IAutoscalingTarget {
  static { brand(this, 'AutoscalingTarget'); }

  /**
   * A target outside this app: a ModelInfer, or any object with a `scale` subresource.
   *
   * @param props the facts about it.
   */
  public static of(props: AutoscalingTargetProps): AutoscalingTarget {
    [props] = judged('AutoscalingTarget.of', [props], arguments);
    const { apiVersion, kind, name, engine, startup, accelerators } = props;
    mustBe(API_VERSION, apiVersion, 'apiVersion of an AutoscalingTarget', 'give for example "apps/v1"');
    mustBe(KIND, kind, 'kind of an AutoscalingTarget', 'give for example "Deployment"');
    const reference = { apiVersion, kind, name: checkedObjectName('name of an AutoscalingTarget', name) };
    mustBe(COUNT, accelerators, 'accelerators of an AutoscalingTarget', 'give those of one replica');
    if (startup) checkedDuration('startup of an AutoscalingTarget', startup);
    return new AutoscalingTarget(reference, isModelInfer(reference) ? deploymentOf(name) : reference, undefined, { engine, startup, accelerators });
  }

  /**
   * A runtime of the app.
   * @internal
   */
  public static _ofRuntime(name: string, runtime: ScaledRuntime): AutoscalingTarget {
    return new AutoscalingTarget(deploymentOf(name), deploymentOf(name), runtime, { engine: runtime.engine, accelerators: runtime.accelerators });
  }

  /**
   * A custom resource of the app that stands for nothing in it: one that is only registered.
   * @internal
   */
  public static _registered({ apiVersion, kind, name }: AutoscalingTargetProps, registered: RegisteredTarget): AutoscalingTarget {
    const { engine, accelerators } = registered;
    return new AutoscalingTarget({ apiVersion, kind, name }, deploymentOf(name), undefined, { engine, accelerators }, registered);
  }

  private constructor(
    private readonly recorded: JsonObject,
    private readonly workload: JsonObject,
    /** @internal */
    public readonly _runtime?: ScaledRuntime,
    /** @internal */
    public readonly _facts: Pick<AutoscalingTargetProps, 'engine' | 'startup' | 'accelerators'> = {},
    /** @internal */
    public readonly _registered?: RegisteredTarget,
  ) {}

  /** This target itself, so that it can be given wherever a target is accepted. */
  public get scalingTarget(): AutoscalingTarget {
    return this;
  }

  /** Name of the workload to scale. */
  public get name(): string {
    return String(this.workload.name);
  }

  /**
   * The same, recorded as another resource that stands for it.
   * @internal
   */
  public _recordedAs(apiVersion: string, kind: string, name: string): AutoscalingTarget {
    return new AutoscalingTarget({ apiVersion, kind, name }, this.workload, this._runtime, this._facts);
  }

  /**
   * The reference that the policy records.
   * @internal
   */
  public get _recorded(): JsonObject {
    return { ...this.recorded };
  }

  /**
   * The reference of the workload, for scalers.
   * @internal
   */
  public get _workload(): JsonObject {
    return { ...this.workload };
  }
}

function isModelInfer({ apiVersion, kind }: JsonObject): boolean {
  return kind === 'ModelInfer' && String(apiVersion).startsWith('workload.matrixinfer.ai/');
}

function deploymentOf(name: string): JsonObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', name };
}
