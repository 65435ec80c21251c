import { ApiObject, Chart } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { interceptorService } from './app/interceptor';
import { interceptorOf } from './app/interceptor-destination';
import { PolicyObjects } from './app/policy-objects';
import { invalid } from './ground/errors';
import { mustBe, required, whole } from './ground/fields';
import { brand, isBranded } from './ground/input/brands';
import { judged, placedInChart } from './ground/input/judged';
import { within } from './ground/input/within';
import { COUNT, INT32 } from './ground/kubernetes-fields';
import { checkedRecordName, nameFromId } from './ground/names';
import { compact } from './ground/objects';
import { AdapterRules, rulesText } from './render/scaling/adapter-rules';
import { AutoscalingInput } from './render/scaling/autoscaling-plan';
import { checkDifferent } from './render/scaling/different-measures';
import { AutoscalingPolicyProps, InterceptorService } from './scaling/autoscaling-policy-options';
import { AutoscalingTarget } from './scaling/autoscaling-target';
import { Scaler } from './scaling/scaler';
import { RouteDestination } from './traffic/route-destination';
import { KubernetesVersion } from './values/kubernetes-version';

/**
 * Scales the replicas of a model with its load: the `AutoscalingPolicy` custom resource, and the objects of the scaler that carries it out, a
 * HorizontalPodAutoscaler or KEDA. Both are derived from the same props. See docs/scaling.md.
 *
 * @example
 * new AutoscalingPolicy(chart, 'chat-scaling', { target: chat, minReplicas: 2, maxReplicas: 6, scaling: [Scaling.byQueue(4)] });
 */
export class AutoscalingPolicy extends Construct {
  static { brand(this, 'AutoscalingPolicy'); }

  /** Name of all objects of the policy. */
  public readonly name: string;

  /** The `AutoscalingPolicy` custom resource, so that you can patch it. */
  public readonly policy: ApiObject;

  /**
   * The object that changes the replicas, so that you can patch it: a HorizontalPodAutoscaler or a ScaledObject; `undefined` when the policy is only
   * recorded.
   */
  public readonly tryScaler?: ApiObject;

  /** The InterceptorRoute of KEDA's HTTP add-on, so that you can patch it; `undefined` with other scalers. */
  public readonly tryInterceptorRoute?: ApiObject;

  private readonly objects: PolicyObjects;
  private readonly scaler: Scaler;

  /**
   * @param scope a chart, or a construct in one; the chart has to have the namespace of the target.
   * @param id its id; the name of the objects is derived from it unless `name` is given.
   * @param props the target, the metrics, and the bounds; throws on numbers that the API server refuses.
   */
  public constructor(scope: Construct, id: string, props: AutoscalingPolicyProps) {
    super(...placedInChart('AutoscalingPolicy', scope, id));
    [props] = judged('new_AutoscalingPolicy', [props], arguments, { construct: this, open: new.target !== AutoscalingPolicy });
    const own = within(this);
    this.name = own(() => (props.name === undefined ? nameFromId(id) : checkedRecordName(props.name, props.scaler?._by.kind === 'recordOnly')));
    const { scaler = Scaler.hpa(), pool, kubernetesVersion } = props;
    const target = own(() => this.targetOf(props));
    this.scaler = scaler;
    this.objects = own(() => new PolicyObjects(this, this.inputOf(props, target, scaler), {
      pool,
      metadata: props.metadata,
      version: KubernetesVersion._orAssumed(kubernetesVersion ?? target._runtime?.version),
    }));
    this.policy = this.objects.tryRecord!;
    this.tryScaler = this.objects.tryObject('HorizontalPodAutoscaler') ?? this.objects.tryObject('ScaledObject');
    this.tryInterceptorRoute = this.objects.tryObject('InterceptorRoute');
    Dependable.implement(this, { dependencyRoots: [this.policy, ...this.tryScaler ? [this.tryScaler] : []] });
  }

  /**
   * The rules with which prometheus-adapter makes the metrics of this policy, as a part of its configuration in YAML; empty when the scaler needs
   * none. Throws when its scaler cannot scale by these metrics. `PrometheusAdapterRules` makes a ConfigMap with the rules of several policies.
   */
  public get adapterRules(): string {
    return rulesText([this.objects.adapterRules]);
  }

  /**
   * The Service of the interceptor, which clients and routes have to call in place of the model's Service; `undefined` without KEDA's HTTP add-on.
   */
  public get tryInterceptor(): InterceptorService | undefined {
    if (this.scaler._by.kind !== 'httpAddOn') return undefined;
    return interceptorService(this.scaler._by);
  }

  /**
   * The interceptor of KEDA's HTTP add-on as the destination of a route for the host names of the policy: `to: policy.interceptor`. With a
   * `ModelServer` whose settings a Gateway enforces, give it as `through` of the server, and let routes lead to the server. Throws with other
   * scalers.
   */
  public get interceptor(): RouteDestination {
    const service = this.tryInterceptor;
    if (service) return interceptorOf(this, { service, input: this.objects.input, tryWaitSeconds: () => this.objects.tryWaitSeconds() });
    const fix = 'use Scaler.httpAddOn, or lead routes to a ModelServer';
    throw invalid({ what: `interceptor of ${this.node.path}`, got: 'another scaler', allowed: 'a policy whose scaler is Scaler.httpAddOn', fix });
  }

  /**
   * The same rules as data.
   * @internal
   */
  public get _adapterRules(): AdapterRules {
    return this.objects.adapterRules;
  }

  /**
   * Whether its scaler can do all that it is asked.
   * @internal
   */
  public get _isSound(): boolean {
    return this.objects.isSound;
  }

  /** The target of the policy; throws unless it is one, and is where the objects of the policy look for it. */
  private targetOf({ target: { scalingTarget: target }, scaler }: AutoscalingPolicyProps): AutoscalingTarget {
    const { path } = this.node;
    if (!isBranded(Object(target) as object, 'AutoscalingTarget')) {
      throw invalid({
        what: `scalingTarget of the target of ${path}`,
        got: target,
        allowed: 'an AutoscalingTarget',
        fix: 'give a ModelRuntime, a ModelConstruct with a runtime, or AutoscalingTarget.of(…)',
      });
    }
    const own = Chart.of(this).namespace;
    const { _runtime: runtime, _registered: registered } = target;
    if (registered !== undefined && scaler?._by.kind !== 'recordOnly') {
      throw new Error(`${registered.who}, the target of ${path}, has no runtime: registerOnly is true, and there is nothing that a scaler can `
        + 'change; use Scaler.recordOnly() to record the policy alone, AutoscalingTarget.of(…) for what another app runs, or remove registerOnly');
    }
    const known = runtime ?? registered;
    if (known === undefined || known.namespace === own) return target;
    throw invalid({
      what: `target of ${path}`,
      got: known.namespace === undefined ? 'a model of a chart without a namespace' : `a model in namespace ${known.namespace}`,
      allowed: `a model ${own === undefined ? 'without a namespace, as its own chart has none' : `in its own namespace, ${own}`}: an autoscaler `
        + 'finds workloads of its namespace only',
      fix: 'put the policy into a chart of the namespace of the model',
    });
  }

  private inputOf(props: AutoscalingPolicyProps, target: AutoscalingTarget, scaler: Scaler): AutoscalingInput {
    const { minReplicas = 1, maxReplicas, scaling = [], behavior, predictive } = props;
    const isRecordOnly = scaler._by.kind === 'recordOnly';
    const allowed = isRecordOnly ? whole(1, INT32) : required(whole(1, INT32), `a whole number from 1 to ${INT32}`);
    mustBe(allowed, maxReplicas, 'maxReplicas', 'give the most replicas that there may be');
    mustBe(COUNT, minReplicas, 'minReplicas', 'give the fewest replicas that there may be');
    if (maxReplicas !== undefined && minReplicas > maxReplicas) {
      throw invalid({
        what: 'minReplicas',
        got: minReplicas,
        allowed: `at most maxReplicas, which is ${maxReplicas}`,
        fix: 'give a smaller minReplicas, or a larger maxReplicas',
      });
    }
    if (scaling.length === 0 && !isRecordOnly) {
      throw invalid({
        what: 'scaling',
        got: 'nothing',
        allowed: 'one thing to scale by, or more',
        fix: 'use for example Scaling.byQueue(4), or Scaling.byCpu(0.6) without accelerators',
      });
    }
    checkDifferent('scaling', scaling);
    return {
      name: this.name,
      namespace: Chart.of(this).namespace,
      target,
      minReplicas,
      maxReplicas,
      scaling,
      scaler,
      behavior,
      predictive: predictive && compact({ ...predictive, seasonality: predictive.seasonality && { ...predictive.seasonality } }),
      saysMinimum: props.minReplicas !== undefined,
    };
  }
}
