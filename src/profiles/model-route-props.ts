import { CanaryOptions } from '../traffic/canary-options';
import { GatewayOptions } from '../traffic/gateway-options';
import { ModelRouteRule } from '../traffic/model-route-rule';
import { IRouteDestination } from '../traffic/route-destination';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The props of a `ModelRoute`. */
export interface ModelRouteProps {
  /** The routes, 1 to 64. Gateways prefer the most specific match, and of two equal matches the first. */
  readonly routes: ModelRouteRule[];

  /**
   * The destination of requests that match no route. Requests for a server that is down do not go there.
   *
   * @default - the Gateway answers such requests with 404
   */
  readonly fallback?: IRouteDestination;

  /**
   * Two versions side by side: two routes with the same match, the stable one first.
   *
   * @default - none
   */
  readonly canary?: CanaryOptions;

  /**
   * The Gateways that lead requests on; needed unless `registerOnly`.
   *
   * @default - none, with `registerOnly`
   */
  readonly gateway?: GatewayOptions;

  /**
   * Name of its objects, a DNS-1035 label of at most 52 characters.
   *
   * @default - derived from the id of the construct
   */
  readonly name?: string;

  /**
   * Whether to make only the `ModelRoute` and no HTTPRoute, because something else routes by it.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Labels and annotations of the `ModelRoute` resource.
   *
   * @default - none
   */
  readonly metadata?: ObjectMetadataOptions;
}
