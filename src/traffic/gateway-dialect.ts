import { brand } from '../ground/input/brands';

/**
 * The implementation behind a Gateway. It decides which objects enforce settings that Gateway API does not cover: retries, rate limits,
 * authentication. A setting that nothing enforces is an error (`traffic-not-held`). docs/routes.md has a table.
 *
 * @example
 * const gateway = { parents: [GatewayRef.gateway('inference')], dialect: GatewayDialect.ENVOY_GATEWAY };
 */
export class GatewayDialect {
  static { brand(this, 'GatewayDialect'); }

  /** Any implementation of the standard channel of Gateway API: matches, weights and timeouts. */
  public static readonly STANDARD = new GatewayDialect('the standard channel of Gateway API');

  /** The CRDs of the experimental channel, and an implementation that reads them: retries as well. https://gateway-api.sigs.k8s.io/geps/gep-1731/ */
  public static readonly EXPERIMENTAL = new GatewayDialect('the experimental channel of Gateway API');

  /** Envoy Gateway 1.3 or newer: retries and rate limits in a `BackendTrafficPolicy`, authentication in a `SecurityPolicy`. https://gateway.envoyproxy.io */
  public static readonly ENVOY_GATEWAY = new GatewayDialect('Envoy Gateway');

  /**
   * The Gateways of Google Kubernetes Engine: beside each `ModelServer` and `InferencePool` that a route leads to, a `HealthCheckPolicy` with the
   * probe of the server, and a `GCPBackendPolicy` with its request timeout and its drain time.
   * https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
   */
  public static readonly GKE = new GatewayDialect('GKE');

  /**
   * Istio: retries in the route, for which it needs the CRDs of the experimental channel; and beside the destination of a route a `DestinationRule`,
   * with which it calls the endpoint picker of an `InferencePool` by TLS, or sends a client always to the same Pod.
   * https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/
   */
  public static readonly ISTIO = new GatewayDialect('Istio');

  private constructor(
    /** Name of the dialect, for messages. */
    public readonly name: string,
  ) {}
}
