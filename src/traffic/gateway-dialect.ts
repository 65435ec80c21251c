import { brand } from '../ground/input/brands';

/**
 * The implementation behind a Gateway, as far as it holds more than Gateway API says, or in another place: retries, rate limits, authentication. What nothing holds is an error
 * (`traffic-not-held`). docs/routes.md has a table.
 *
 * @example
 * const gateway = { parents: [GatewayRef.gateway('inference')], dialect: GatewayDialect.ENVOY_GATEWAY };
 */
export class GatewayDialect {
  static { brand(this, 'GatewayDialect'); }

  /** Any implementation of the standard channel of Gateway API: matches, weights and timeouts. */
  public static readonly STANDARD = new GatewayDialect('the standard channel of Gateway API');

  /** The CRDs of the experimental channel, and an implementation that reads them: also retries. https://gateway-api.sigs.k8s.io/geps/gep-1731/ */
  public static readonly EXPERIMENTAL = new GatewayDialect('the experimental channel of Gateway API');

  /** Envoy Gateway 1.3 or newer: retries and rate limits in a `BackendTrafficPolicy`, authentication in a `SecurityPolicy`. https://gateway.envoyproxy.io */
  public static readonly ENVOY_GATEWAY = new GatewayDialect('Envoy Gateway');

  /**
   * The Gateways of Google Kubernetes Engine: beside each `ModelServer` and `InferencePool` that a route leads to, a `HealthCheckPolicy` with the probe of the
   * server, and a `GCPBackendPolicy` with the time of its requests and of its end. https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
   */
  public static readonly GKE = new GatewayDialect('GKE');

  /**
   * Istio: retries in the route, for which it needs the CRDs of the experimental channel; and beside what a route leads to, a `DestinationRule` by which it
   * calls the endpoint picker of an `InferencePool` with TLS, or keeps a client at a Pod. https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/
   */
  public static readonly ISTIO = new GatewayDialect('Istio');

  private constructor(
    /** A name to read, for messages. */
    public readonly name: string,
  ) {}
}
