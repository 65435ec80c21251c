import { Duration } from 'cdk8s';
import { IRouteDestination } from './route-destination';
import { RouteMatch } from './route-match';

/** One route: the requests that match, and their destination. */
export interface ModelRouteRule {
  /** Destination of the requests. */
  readonly to: IRouteDestination;

  /**
   * The requests that the route takes. Routes with the same match share them by their weights.
   *
   * @default - all
   */
  readonly match?: RouteMatch;

  /**
   * Share of those requests in percent, 0 to 100. Gateways divide by the sum of all shares, and a route whose match no other route has gets all
   * requests (`route-weights-differ`).
   *
   * @default - none: all requests, or equal shares
   */
  readonly weight?: number;

  /**
   * The most time that a whole answer may take, also a streamed one.
   *
   * @default - that of the server, else that of the Gateway; with `GatewayDialect.ENVOY_GATEWAY`, whose own is 15 seconds, no limit
   */
  readonly timeout?: Duration;

  /**
   * How often a failed request is sent again, 0 or more. Gateway API has retries only in its experimental channel.
   *
   * @default - that of the server, else that of the Gateway
   */
  readonly retries?: number;

  /**
   * The path that replaces the matched one on the way to the server, in whole path segments: with the path `/llama` and `/` here, `/llama/v1/models`
   * arrives as `/v1/models`. The resource does not record it.
   *
   * @default - paths arrive as they were sent
   */
  readonly rewrite?: string;
}
