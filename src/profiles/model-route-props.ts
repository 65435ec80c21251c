import { CanaryOptions } from '../traffic/canary-options';
import { GatewayOptions } from '../traffic/gateway-options';
import { ModelRouteRule } from '../traffic/model-route-rule';
import { IRouteDestination } from '../traffic/route-destination';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The props that a `ModelRoute` is made from. */
export interface ModelRouteProps {
  /** The routes, 1 to 64. Gateways prefer the one that says most of a request, and where two say the same, the first. */
  readonly routes: ModelRouteRule[];

  /**
   * Where requests go that no route takes. It is no help for a server that is down.
   *
   * @default - such requests are answered with 404
   */
  readonly fallback?: IRouteDestination;

  /**
   * Two versions side by side: two routes of one match, the stable one first.
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
   * Whether only the `ModelRoute` is made, and no HTTPRoute: something else routes by it.
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
