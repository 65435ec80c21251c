import { Duration } from 'cdk8s';
import { IRouteDestination } from './route-destination';
import { RouteMatch } from './route-match';

/** One route: which requests go where. */
export interface ModelRouteRule {
  /** Where they go. */
  readonly to: IRouteDestination;

  /**
   * Which requests. Routes with the same match share them by their weights.
   *
   * @default - all
   */
  readonly match?: RouteMatch;

  /**
   * Its share of those requests in percent, 0 to 100. Gateways take shares relative to their sum, and a route that is alone with its match gets all of
   * those requests (`route-weights-differ`).
   *
   * @default - none is said: all of them, or equal shares
   */
  readonly weight?: number;

  /**
   * Time for a whole answer, streamed ones included.
   *
   * @default - that of the server, else that of the Gateway; no end with GatewayDialect.ENVOY_GATEWAY, whose own is 15 seconds
   */
  readonly timeout?: Duration;

  /**
   * How often a request that failed is sent again, from 0 on. Gateway API holds it in its experimental channel only.
   *
   * @default - that of the server, else that of the Gateway
   */
  readonly retries?: number;

  /**
   * The path that takes the place of the matched one on the way to the server, in whole parts: with the path `/llama` and `/` here, `/llama/v1/models` arrives
   * as `/v1/models`. It is not recorded.
   *
   * @default - paths arrive as they were sent
   */
  readonly rewrite?: string;
}
