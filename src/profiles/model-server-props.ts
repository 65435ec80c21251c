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
  /** Each request may go to any Pod. */
  NONE = 'None',

  /** Requests from one address go to the same Pod, for three hours. */
  CLIENT_IP = 'ClientIP',
}
refuseUnknownMembers(SessionAffinity, 'SessionAffinity');

/** The Service of a `ModelServer`. */
export interface ModelServerService {
  /**
   * Type of the Service: `CLUSTER_IP`, `NODE_PORT` or `LOAD_BALANCER`.
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
   * Number of the Pods' port that the Service leads to.
   *
   * @default - the port that the Service of the model leads to
   */
  readonly targetPort?: number;

  /**
   * Annotations of the Service. Clouds read some of them, for example to choose a load balancer or a certificate.
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

/** The path of a `ModelServer`, and how Gateways handle requests on the way to it. */
export interface ModelServerRouting {
  /**
   * Prefix of the paths that the server answers, in whole path segments.
   *
   * @default - the path of the engine's API, for example `/v1`; `/` where that is not known
   */
  readonly path?: string;

  /**
   * The most time that a whole answer may take, also a streamed one. A Gateway enforces it.
   *
   * @default - that of the Gateway; with `GatewayDialect.ENVOY_GATEWAY`, whose own is 15 seconds, no limit
   */
  readonly timeout?: Duration;

  /**
   * How often a Gateway sends a failed request again, 0 or more, where its dialect can.
   *
   * @default - that of the Gateway
   */
  readonly retries?: number;

  /**
   * The path that replaces `path` on the way to the server, in whole path segments: with the path `/llama` and `/` here, `/llama/v1/models` arrives
   * as `/v1/models`. A Gateway does it, and the resource does not record it.
   *
   * @default - paths arrive as they were sent
   */
  readonly rewrite?: string;
}

/** TLS of a `ModelServer`. */
export interface ModelServerTls extends SwitchOptions {
  /**
   * Name of the Secret with the certificate; needed where TLS is on.
   *
   * @default - that of `tls` of the model
   */
  readonly secretName?: string;

  /**
   * Name of a ConfigMap with `ca.crt`, in the namespace of the server: with it Gateways call a server that speaks TLS itself by TLS, and verify that
   * its certificate is for `<name>.<namespace>.svc`. The resource does not record it. https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
   *
   * @default - Gateways get no such setting, and most of them call without TLS (`gateway-speaks-plain`)
   */
  readonly certificateAuthority?: string;
}

/** The props of a `ModelServer`. */
export interface ModelServerProps {
  /** The model behind the server, in the same namespace: a `ModelInfer`, a `ModelConstruct`, a `ModelRuntime`, or a `ServedModel`. */
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
   * @default - a Service inside the cluster, with the port of the model's own Service
   */
  readonly service?: ModelServerService;

  /**
   * The path of the server, and how Gateways handle requests on the way to it.
   *
   * @default - the path of the engine's API, and the defaults of the Gateway
   */
  readonly routing?: ModelServerRouting;

  /**
   * The most requests that are let through. A Gateway enforces it, where its dialect can: the one in `gateway`, or that of a `ModelRoute` that leads
   * here.
   *
   * @default - all
   */
  readonly rateLimit?: RateLimitOptions;

  /**
   * The authentication of callers. A Gateway enforces it, where its dialect can: the one in `gateway`, or that of a `ModelRoute` that leads here.
   *
   * @default - everybody who reaches it
   */
  readonly authentication?: ServerAuthentication;

  /**
   * The certificate. Either the server itself has it (`tls` of the model, with the same Secret), or the listener of a Gateway that is named by its
   * section.
   *
   * @default - that of `tls` of the model, if it has one
   */
  readonly tls?: ModelServerTls;

  /**
   * The Gateways that lead requests with its path here.
   *
   * @default - none: clients reach it by its Service, and by each `ModelRoute` that leads here
   */
  readonly gateway?: GatewayOptions;

  /**
   * The Service that requests of routes pass on their way here: the interceptor that wakes the model (`AutoscalingPolicy.interceptor`), or a proxy.
   * Routes lead to that Service and still enforce the settings of this server, whose own Service only the proxy calls. Without a namespace it is in
   * the namespace of the server. The resource does not record it.
   *
   * @default - none: routes lead to the Service of the server
   */
  readonly through?: RouteDestination;

  /**
   * Whether to make only the `ModelServer`, and no Service and no route, because something else serves it.
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
