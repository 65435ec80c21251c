import { ApiObject } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { Ledger } from './app/ledger';
import { ServerObjects } from './app/server-objects';
import { judged, placedInChart } from './ground/input/judged';
import { within } from './ground/input/within';
import { ModelServerProps } from './profiles/model-server-props';
import { IRouteDestination, RouteDestination } from './traffic/route-destination';

/**
 * A model as clients reach it: the `ModelServer` resource of `networking.matrixinfer.ai/v1alpha1`, and the Service that it stands for. With `gateway`
 * also the HTTPRoute that leads there, and the policies of the dialect, which hold its limits. See docs/routes.md.
 *
 * @example
 * declare const model: ModelConstruct;
 * const server = new ModelServer(chart, 'server', {
 *   target: model,
 *   service: { port: 8080 },
 *   routing: { path: '/v1', timeout: Duration.minutes(5) },
 *   gateway: { parents: [GatewayRef.gateway('inference', { namespace: 'gateways' })], hostnames: ['llama.example.com'] },
 * });
 */
export class ModelServer extends Construct implements IRouteDestination {
  /** Name of its objects. */
  public readonly name: string;

  /** Port of its Service. */
  public readonly port: number;

  /** The `ModelServer` resource, for patches. */
  public readonly server: ApiObject;

  /** Its Service, for patches; `undefined` with `registerOnly`. */
  public readonly tryService?: ApiObject;

  /** The HTTPRoute that leads here, for patches; `undefined` without `gateway`. */
  public readonly tryRoute?: ApiObject;

  private readonly objects: ServerObjects;

  /**
   * @param scope a chart, or a construct in one: in the namespace of the model.
   * @param id its id; no name is derived from it.
   * @param props the model, and how it is reached; throws on a value that cannot be.
   */
  public constructor(scope: Construct, id: string, props: ModelServerProps) {
    super(...placedInChart('ModelServer', scope, id));
    [props] = judged('new_ModelServer', [props], arguments, { construct: this, open: new.target !== ModelServer });
    this.objects = within(this)(() => new ServerObjects(this, props));
    this.name = this.objects.name;
    this.port = this.objects.port;
    this.server = this.objects.resource;
    this.tryService = this.objects.service;
    this.tryRoute = this.objects.routes?.routes[0];
    Dependable.implement(this, { dependencyRoots: [this.server] });
    Ledger.of(this).add(this.objects);
  }

  /** The policies of the dialect, for patches: those of its route, and those beside its Service that routes asked for by now. */
  public get policies(): ApiObject[] {
    return [...this.objects.routes?.policies ?? [], ...this.objects.beside.policies];
  }

  /** Its Service, as a `ModelRoute` leads to it. */
  public get destination(): RouteDestination {
    return this.objects.destination;
  }
}
