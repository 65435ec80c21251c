import { ApiObject } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { Ledger } from './app/ledger';
import { ModelRouteObjects } from './app/model-route-objects';
import { judged, placedInChart } from './ground/input/judged';
import { within } from './ground/input/within';
import { ModelRouteProps } from './profiles/model-route-props';

/**
 * Leads requests to models: the `ModelRoute` resource of `networking.matrixinfer.ai/v1alpha1`, and the HTTPRoutes of Gateway API that it records,
 * with a ReferenceGrant in each other namespace, and the policies of the Gateway's dialect. See docs/routes.md.
 *
 * @example
 * declare const stable: ModelServer;
 * declare const canary: ModelServer;
 * new ModelRoute(chart, 'llama', {
 *   gateway: { parents: [GatewayRef.gateway('inference', { namespace: 'gateways' })], hostnames: ['llm.example.com'] },
 *   routes: [
 *     { match: { headers: { 'x-try': 'new' } }, to: canary },
 *     { to: stable, weight: 90 },
 *     { to: canary, weight: 10 },
 *   ],
 * });
 */
export class ModelRoute extends Construct {
  /** Name of the ModelRoute and of its objects. */
  public readonly name: string;

  /** The `ModelRoute` resource, so that you can patch it. */
  public readonly route: ApiObject;

  /** The HTTPRoutes, so that you can patch them: one for each 16 matches; none with `registerOnly`. */
  public readonly httpRoutes: ApiObject[];

  /** The policies of the Gateway's dialect, so that you can patch them. */
  public readonly policies: ApiObject[];

  /** The ReferenceGrants, so that you can patch them: one in each other namespace that the route leads to. */
  public readonly referenceGrants: ApiObject[];

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; the name of its objects is derived from it unless `name` is given.
   * @param props the routes, and the Gateways that they are for; throws on a bad value.
   */
  public constructor(scope: Construct, id: string, props: ModelRouteProps) {
    super(...placedInChart('ModelRoute', scope, id));
    [props] = judged('new_ModelRoute', [props], arguments, { construct: this, open: new.target !== ModelRoute });
    const objects = within(this)(() => new ModelRouteObjects(this, id, props));
    this.name = objects.name;
    this.route = objects.resource;
    this.httpRoutes = [...objects.routes?.routes ?? []];
    this.policies = [...objects.routes?.policies ?? []];
    this.referenceGrants = [...objects.routes?.grants ?? []];
    Dependable.implement(this, { dependencyRoots: [this.route] });
    Ledger.of(this).add(objects);
  }
}
