import { ApiObject } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { Ledger } from './app/ledger';
import { PoolObjects } from './app/pool-objects';
import { judged, placedInChart } from './ground/input/judged';
import { within } from './ground/input/within';
import { InferencePoolProps } from './profiles/inference-pool-props';
import { IRouteDestination, RouteDestination } from './traffic/route-destination';

/**
 * A pool of the Pods of a model: the `InferencePool` of `inference.networking.k8s.io/v1`, and the endpoint picker of llm-d, which chooses a Pod for
 * each request by queue, cache and prefix. A `ModelRoute` leads to it in place of a `ModelServer`. See docs/routes.md.
 *
 * @example
 * declare const model: ModelConstruct;
 * const pool = new InferencePool(chart, 'pool', { target: model });
 * new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway('inference')] }, routes: [{ to: pool }] });
 */
export class InferencePool extends Construct implements IRouteDestination {
  /** Name of the pool. */
  public readonly name: string;

  /** The `InferencePool`, so that you can patch it. */
  public readonly pool: ApiObject;

  /** The Deployment of the endpoint picker, so that you can patch it; `undefined` for a picker that exists already. */
  public readonly tryPicker?: ApiObject;

  private readonly objects: PoolObjects;

  /**
   * @param scope a chart in the namespace of the model, or a construct in one.
   * @param id its id; no name is derived from it.
   * @param props the model, and the picker; throws on a bad value.
   */
  public constructor(scope: Construct, id: string, props: InferencePoolProps) {
    super(...placedInChart('InferencePool', scope, id));
    [props] = judged('new_InferencePool', [props], arguments, { construct: this, open: new.target !== InferencePool });
    this.objects = within(this)(() => new PoolObjects(this, props));
    this.name = this.objects.name;
    this.pool = this.objects.pool;
    this.tryPicker = this.objects.deployment;
    Dependable.implement(this, { dependencyRoots: [this.pool] });
    Ledger.of(this).add(this.objects);
  }

  /** The policies of the Gateway's dialect for the pool, so that you can patch them: those that routes made so far need. */
  public get policies(): ApiObject[] {
    return [...this.objects.beside.policies];
  }

  /** The pool as the destination of a `ModelRoute`. */
  public get destination(): RouteDestination {
    return this.objects.destination;
  }
}
