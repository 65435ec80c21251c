import { Duration } from 'cdk8s';
import { ServiceType } from './service-options';
import { refuseUnknownMembers } from '../ground/input/constants';
import { GatewayOptions } from '../traffic/gateway-options';
import { RateLimitOptions } from '../traffic/rate-limit-options';
import { RouteDestination } from '../traffic/route-destination';
import { IServedModel } from '../traffic/served-model';
import { ServerAuthentication } from '../traffic/server-authentication';
import { ObjectMetadataOptions } from '../values/object-metadata';
import { SwitchOptions } from '../values/switch-options';

/** Whether requests of one client go to the same Pod. */
export enum SessionAffinity {
  /** Every request may go to another one. */
  NONE = 'None',

  /** Those of one address go to the same, for three hours. */
  CLIENT_IP = 'ClientIP',
}
refuseUnknownMembers(SessionAffinity, 'SessionAffinity');

/** The Service of a `ModelServer`. */
export interface ModelServerService {
  /**
   * How it is reached: `CLUSTER_IP`, `NODE_PORT` or `LOAD_BALANCER`.
   *
   * @default - Kubernetes' own: ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;

  /**
   * Port of the Service; needed for a `ServedModel`.
   *
   * @default - that of the Service of the model
   */
  readonly port?: number;

  /**
   * Number of the port of the Pods that it leads to.
   *
   * @default - the port of the Pods that the Service of the model leads to
   */
  readonly targetPort?: number;

  /**
   * Annotations of the Service. Clouds read some of them: which load balancer, which certificate.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Whether requests of one client go to the same Pod.
   *
   * @default - Kubernetes' own: SessionAffinity.NONE
   */
  readonly sessionAffinity?: SessionAffinity;
}

/** The path of a `ModelServer`, and what happens to requests on their way. */
export interface ModelServerRouting {
  /**
   * The beginning of the paths that it answers, in whole parts.
   *
   * @default - the path of the engine's API, for example `/v1`; `/` where that is not known
   */
  readonly path?: string;

  /**
   * Time for a whole answer, streamed ones included. A Gateway holds it.
   *
   * @default - that of the Gateway; no end with GatewayDialect.ENVOY_GATEWAY, whose own is 15 seconds
   */
  readonly timeout?: Duration;

  /**
   * How often a request that failed is sent again, from 0 on. A Gateway holds it, where its dialect can.
   *
   * @default - that of the Gateway
   */
  readonly retries?: number;

  /**
   * The path that takes the place of `path` on the way to the server, in whole parts: with the path `/llama` and `/` here, `/llama/v1/models` arrives as
   * `/v1/models`. A Gateway does it; it is not recorded.
   *
   * @default - paths arrive as they were sent
   */
  readonly rewrite?: string;
}

/** The certificate of a `ModelServer`. */
export interface ModelServerTls extends SwitchOptions {
  /**
   * Name of the Secret with the certificate; needed where it is on.
   *
   * @default - that of `tls` of the model
   */
  readonly secretName?: string;

  /**
   * Name of a ConfigMap with `ca.crt`, in the namespace of the server: with it Gateways call a server that speaks TLS itself, and verify that its
   * certificate is for `<name>.<namespace>.svc`. It is not recorded. https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
   *
   * @default - Gateways are told nothing, and most of them call without TLS (`gateway-speaks-plain`)
   */
  readonly certificateAuthority?: string;
}

/** The props that a `ModelServer` is made from. */
export interface ModelServerProps {
  /** The model that it is in front of, in the same namespace: a `ModelInfer`, a `ModelConstruct`, a `ModelRuntime`, or a `ServedModel`. */
  readonly target: IServedModel;

  /**
   * Name of its objects, a DNS-1035 label of at most 52 characters.
   *
   * @default - `<model>-server`, where `<model>` is the name of the target without `-infer`
   */
  readonly name?: string;

  /**
   * The Service.
   *
   * @default - one inside the cluster, with the port of the Service of the model
   */
  readonly service?: ModelServerService;

  /**
   * Its path, and what happens to requests on their way.
   *
   * @default - the path of the engine's API, and what the Gateway does by itself
   */
  readonly routing?: ModelServerRouting;

  /**
   * How many requests are let through. A Gateway holds it, where its dialect can: its own, or that of a `ModelRoute` that leads here.
   *
   * @default - all
   */
  readonly rateLimit?: RateLimitOptions;

  /**
   * Who may call. A Gateway asks, where its dialect can: its own, or that of a `ModelRoute` that leads here.
   *
   * @default - everybody who reaches it
   */
  readonly authentication?: ServerAuthentication;

  /**
   * The certificate. Either the server has it (`tls` of the model, with the same Secret), or the listener of a Gateway that is named by its section.
   *
   * @default - that of `tls` of the model, if it has one
   */
  readonly tls?: ModelServerTls;

  /**
   * The Gateways that lead requests with its path here.
   *
   * @default - none: it is reached by its Service, and by each `ModelRoute` that leads here
   */
  readonly gateway?: GatewayOptions;

  /**
   * The Service that requests of routes pass on their way here: the interceptor that wakes the model (`AutoscalingPolicy.interceptor`), or a proxy. Routes
   * lead there, and hold what this server asks; its own Service is left for the proxy. One without a namespace is in that of the server. It is not recorded.
   *
   * @default - none: routes lead to the Service of the server
   */
  readonly through?: RouteDestination;

  /**
   * Whether only the `ModelServer` is made, and no Service and no route: something else serves it.
   *
   * @default false
   */
  readonly registerOnly?: boolean;

  /**
   * Labels and annotations of the `ModelServer` resource.
   *
   * @default - none
   */
  readonly metadata?: ObjectMetadataOptions;
}
