import { GatewayDialect } from './gateway-dialect';
import { GatewayRef } from './gateway-ref';

/** The Gateways that receive the requests, and the host names. */
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
   * The header into which a program in front of the routes copies `model` from the body of a request, because routes cannot read bodies:
   * `X-Gateway-Model-Name` with the payload processor of llm-d and the body-based routing of GKE, `x-ai-eg-model` with Envoy AI Gateway.
   * `RouteMatch.model` needs it.
   *
   * @default - there is no such header
   */
  readonly modelHeader?: string;
}
