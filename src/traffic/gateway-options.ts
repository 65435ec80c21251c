import { GatewayDialect } from './gateway-dialect';
import { GatewayRef } from './gateway-ref';

/** The Gateways that lead requests on, and for which host names. */
export interface GatewayOptions {
  /** The Gateways: 1 to 32. */
  readonly parents: GatewayRef[];

  /**
   * Host names that clients call, at most 16; the first label may be `*`.
   *
   * @default - those of the listeners
   */
  readonly hostnames?: string[];

  /**
   * The implementation behind the Gateways.
   *
   * @default GatewayDialect.STANDARD
   */
  readonly dialect?: GatewayDialect;

  /**
   * The header in which something in front of the routes writes the `model` of the request's body, which no route can read: `X-Gateway-Model-Name` with
   * the payload processor of llm-d and the body-based routing of GKE, `x-ai-eg-model` with Envoy AI Gateway. `RouteMatch.model` needs it.
   *
   * @default - nothing writes one
   */
  readonly modelHeader?: string;
}
