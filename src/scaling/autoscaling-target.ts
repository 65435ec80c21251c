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

/** Something whose replicas a policy can change: a model, a runtime, a ModelInfer, or an `AutoscalingTarget` of your own. */
export interface IAutoscalingTarget {
  /** The workload that is scaled, and what the policy records of it. */
  readonly scalingTarget: AutoscalingTarget;
}

/** Something outside of this app whose replicas are changed. */
export interface AutoscalingTargetProps {
  /** Its `apiVersion`: `workload.matrixinfer.ai/v1alpha1`. */
  readonly apiVersion: string;

  /** Its kind: `ModelInfer`. A ModelInfer is scaled by the Deployment of its name. */
  readonly kind: string;

  /** Its name, in the namespace of the policy. */
  readonly name: string;

  /**
   * The engine that serves it: needed to scale by what a server measures.
   *
   * @default - not known
   */
  readonly engine?: ServingEngine;

  /**
   * Accelerators of one of its replicas, for the `AcceleratorPool` of its policy.
   *
   * @default 1
   */
  readonly accelerators?: number;

  /**
   * Time that one of its Pods needs until it serves.
   *
   * @default - 10 minutes
   */
  readonly startup?: Duration;
}

/** Facts of a target that is only registered. */
interface RegisteredTarget extends Pick<AutoscalingTargetProps, 'engine' | 'accelerators'> {
  readonly namespace?: string;
  /** Its kind and path, for messages: `the ModelInfer "chart/infer"`. */
  readonly who: string;
}

const API_VERSION = pattern('[group/]version', /^([a-z0-9]([-.a-z0-9]*[a-z0-9])?\/)?v[0-9][a-z0-9]*$/, 316);
const KIND = pattern('a kind of Kubernetes', /^[A-Z][A-Za-z0-9]*$/, 63);

/**
 * The workload that an AutoscalingPolicy scales, and how it is recorded. Models, runtimes and ModelInfers of the app have one; `of` is for the rest.
 *
 * @example
 * const target = AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'llama-7b-infer' });
 */
export class AutoscalingTarget implements IAutoscalingTarget {
  static { brand(this, 'AutoscalingTarget'); }

  /**
   * Something outside of this app: anything with a `scale` subresource, and a ModelInfer.
   *
   * @param props what it is.
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

  /** Itself: it can be given wherever a target is taken. */
  public get scalingTarget(): AutoscalingTarget {
    return this;
  }

  /** Name of the workload that is scaled. */
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
