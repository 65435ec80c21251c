import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL, DNS_SUBDOMAIN, PORT } from '../ground/kubernetes-fields';

/** The namespace of a route's parent, and its listener or port. */
export interface GatewayRefOptions {
  /**
   * Namespace of the parent. A Gateway in another namespace accepts the route only if `allowedRoutes` of its listener permits it.
   * https://gateway-api.sigs.k8s.io/guides/multiple-ns/
   *
   * @default - the namespace of the route
   */
  readonly namespace?: string;

  /**
   * Name of the listener, or of the port of a Service.
   *
   * @default - all of them
   */
  readonly section?: string;

  /**
   * Number of the port.
   *
   * @default - all of them
   */
  readonly port?: number;
}

/**
 * A reference to the Gateway or Service that receives the requests of a route. The library makes none of them.
 * https://gateway-api.sigs.k8s.io/reference/api-types/httproute/#attaching-to-gateways
 *
 * @example
 * const parent = GatewayRef.gateway('inference', { namespace: 'gateways', section: 'https' });
 */
export class GatewayRef {
  static { brand(this, 'GatewayRef'); }

  /**
   * A `Gateway`.
   *
   * @param name its `metadata.name`.
   * @param options where it is, and which listener.
   *
   * @example
   * const parent = GatewayRef.gateway('inference', { namespace: 'gateways' });
   */
  public static gateway(name: string, options: GatewayRefOptions = {}): GatewayRef {
    [name, options] = judged('GatewayRef.gateway', [name, options], arguments);
    return new GatewayRef('gateway.networking.k8s.io', 'Gateway', name, options);
  }

  /**
   * A `ListenerSet`: listeners that are added to a Gateway from another namespace, of Gateway API 1.5 or newer.
   *
   * @param name its `metadata.name`.
   * @param options where it is, and which listener.
   *
   * @example
   * const parent = GatewayRef.listenerSet('team-a');
   */
  public static listenerSet(name: string, options: GatewayRefOptions = {}): GatewayRef {
    [name, options] = judged('GatewayRef.listenerSet', [name, options], arguments);
    return new GatewayRef('gateway.networking.k8s.io', 'ListenerSet', name, options);
  }

  /**
   * A `Service`, for a service mesh: the route applies to requests from the cluster to that Service. https://gateway-api.sigs.k8s.io/mesh/
   *
   * @param name its `metadata.name`.
   * @param options where it is, and which port.
   *
   * @example
   * const parent = GatewayRef.service('models', { port: 8000 });
   */
  public static service(name: string, options: GatewayRefOptions = {}): GatewayRef {
    [name, options] = judged('GatewayRef.service', [name, options], arguments);
    return new GatewayRef('', 'Service', name, options);
  }

  /** Its API group; empty for the core group. */
  public readonly group: string;

  /** Its kind. */
  public readonly kind: string;

  /** Its name. */
  public readonly name: string;

  /** Its namespace; `undefined` for that of the route. */
  public readonly namespace?: string;

  /** Name of its listener, or of the port of a Service; `undefined` for all. */
  public readonly section?: string;

  /** Number of its port; `undefined` for all. */
  public readonly port?: number;

  private constructor(group: string, kind: string, name: string, { namespace, section, port }: GatewayRefOptions) {
    mustBe(DNS_SUBDOMAIN, name, `name of the ${kind}`, 'give the metadata.name of one that is there');
    mustBe(DNS_LABEL, namespace, `namespace of the ${kind}`, 'give the name of a namespace');
    mustBe(DNS_SUBDOMAIN, section, `section of the ${kind}`, 'give the name of a listener');
    mustBe(PORT, port, `port of the ${kind}`, 'give the port that it listens on');
    this.group = group;
    this.kind = kind;
    this.name = name;
    this.namespace = namespace;
    this.section = section;
    this.port = port;
  }
}
