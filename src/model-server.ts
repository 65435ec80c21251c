import { ApiObject } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { Ledger } from './app/ledger';
import { ServerObjects } from './app/server-objects';
import { judged, placedInChart } from './ground/input/judged';
import { within } from './ground/input/within';
import { ModelServerProps } from './profiles/model-server-props';
import { IRouteDestination, RouteDestination } from './traffic/route-destination';

/**
 * The entrance of a model for its clients: the `ModelServer` resource of `networking.matrixinfer.ai/v1alpha1`, and the Service that it records. With
 * `gateway` also the HTTPRoute that leads there, and the policies of the Gateway's dialect, which enforce its limits. See docs/routes.md.
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
  /** Name of the ModelServer and of its Service. */
  public readonly name: string;

  /** Port of the Service. */
  public readonly port: number;

  /** The `ModelServer` resource, so that you can patch it. */
  public readonly server: ApiObject;

  /** The Service, so that you can patch it; `undefined` with `registerOnly`. */
  public readonly tryService?: ApiObject;

  /** The HTTPRoute that leads here, so that you can patch it; `undefined` without `gateway`. */
  public readonly tryRoute?: ApiObject;

  private readonly objects: ServerObjects;

  /**
   * @param scope a chart in the namespace of the model, or a construct in one.
   * @param id its id; no name is derived from it.
   * @param props the model, and how clients reach it; throws on a bad value.
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

  /** The policies of the Gateway's dialect, so that you can patch them: those of its route, and those of its Service that routes made so far need. */
  public get policies(): ApiObject[] {
    return [...this.objects.routes?.policies ?? [], ...this.objects.beside.policies];
  }

  /** The Service as the destination of a `ModelRoute`. */
  public get destination(): RouteDestination {
    return this.objects.destination;
  }
}
