import { Duration } from 'cdk8s';
import { refuseUnknownMembers } from '../ground/input/constants';

/** The way in which clients reach a model. */
export enum ServiceType {
  /** Inside the cluster, by an address that leads to one of the Pods. */
  CLUSTER_IP = 'ClusterIP',

  /** Inside the cluster, by a name that answers with the addresses of all Pods, for clients that choose one themselves, as gRPC does. */
  HEADLESS = 'Headless',

  /** As `CLUSTER_IP`, and by a port of every node. */
  NODE_PORT = 'NodePort',

  /** As `NODE_PORT`, and by a load balancer of the cloud. */
  LOAD_BALANCER = 'LoadBalancer',

  /** No Service is rendered, and the model has no endpoint. */
  NONE = 'None',
}

refuseUnknownMembers(ServiceType, 'ServiceType');

/** The Pods that a Service leads to, relative to the node on which a request arrives. */
export enum ServiceTrafficPolicy {
  /** All Pods. */
  CLUSTER = 'Cluster',

  /** Only Pods on the same node; the address of the client is kept. */
  LOCAL = 'Local',
}

refuseUnknownMembers(ServiceTrafficPolicy, 'ServiceTrafficPolicy');

/** The Pods that requests go to first, of those that a traffic policy allows. */
export enum ServiceTrafficDistribution {
  /** Pods in the zone of the client. From Kubernetes 1.31 on; from 1.34 on its name is `PREFER_SAME_ZONE`. */
  PREFER_CLOSE = 'PreferClose',

  /** Pods in the zone of the client. From Kubernetes 1.34 on. */
  PREFER_SAME_ZONE = 'PreferSameZone',

  /** Pods on the node of the client, then those in its zone. From Kubernetes 1.34 on. */
  PREFER_SAME_NODE = 'PreferSameNode',
}

refuseUnknownMembers(ServiceTrafficDistribution, 'ServiceTrafficDistribution');

/** A family of IP addresses. */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',

  /** IPv6. */
  IPV6 = 'IPv6',
}

refuseUnknownMembers(IpFamily, 'IpFamily');

/** How many families of IP addresses a Service has. */
export enum IpFamilyPolicy {
  /** One. */
  SINGLE_STACK = 'SingleStack',

  /** Two where the cluster has two. */
  PREFER_DUAL_STACK = 'PreferDualStack',

  /** Two; a cluster with one refuses the Service. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

refuseUnknownMembers(IpFamilyPolicy, 'IpFamilyPolicy');

/** One more port of a Service. */
export interface ServicePort {
  /** Name of the port in the Service: lower-case letters, digits and dashes. */
  readonly name: string;

  /**
   * Name of the Pod's port behind it: `http`, `grpc` or `metrics` of the engine, one of `containerPorts`, or a port of another container.
   *
   * @default - the name
   */
  readonly containerPort?: string;

  /**
   * Number of the port in the Service.
   *
   * @default - the number of the port that it leads to
   */
  readonly port?: number;

  /**
   * Port on every node, with `NODE_PORT` and `LOAD_BALANCER`.
   *
   * @default - the cluster chooses one
   */
  readonly nodePort?: number;

  /**
   * Protocol of the port, for meshes and gateways: `http`, `https`, `kubernetes.io/h2c`, or a name with a domain.
   *
   * @default - `kubernetes.io/h2c` for `grpc`, `http` for `http` and `metrics`; none for other ports, and none with `LOAD_BALANCER`
   */
  readonly appProtocol?: string;
}

/** The Service in front of the Pods. A model with another `type` than its profile takes from the profile only the members that its own type has. */
export interface ServiceOptions {
  /**
   * The way in which clients reach the model.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;

  /**
   * Port of the Service for HTTP. The server still listens on the port of its engine. With `HEADLESS` the two cannot differ, because clients reach
   * the Pods directly.
   *
   * @default - the HTTP port of the engine
   */
  readonly port?: number;

  /**
   * Name of that port in the Service.
   *
   * @default - `http`, or `https` with `tls`
   */
  readonly portName?: string;

  /**
   * Name of the Pod's port behind it, where another container answers clients in front of the server.
   *
   * @default 'http'
   */
  readonly containerPort?: string;

  /**
   * That port on every node, with `NODE_PORT` and `LOAD_BALANCER`: 30000 to 32767, unless the API server is configured with another range.
   *
   * @default - the cluster chooses one
   */
  readonly nodePort?: number;

  /**
   * Protocol of that port, for meshes and gateways.
   *
   * @default - `http`, or `https` with `tls`; none with `LOAD_BALANCER`, because Azure's load balancer would then probe the path `/`, which model
   * servers do not have
   */
  readonly appProtocol?: string;

  /**
   * More ports of the same Service. With one that leads to `grpc` there is no second Service, and `endpoint.grpc` has this port.
   *
   * @default - none; gRPC has a Service of its own
   */
  readonly ports?: ServicePort[];

  /**
   * Time in which requests from one address go to the same Pod, at most a day: for prefix caches, and for protocols with sessions.
   *
   * @default - every request may go to another Pod
   */
  readonly sessionAffinity?: Duration;

  /**
   * Class of the load balancer; only with `LOAD_BALANCER`. https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
   *
   * @default - the cluster's own
   */
  readonly loadBalancerClass?: string;

  /**
   * Client addresses that the load balancer accepts, as CIDR blocks; only with `LOAD_BALANCER`.
   *
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];

  /**
   * Whether the ports of a load balancer are also ports of every node; only with `LOAD_BALANCER`.
   *
   * @default - Kubernetes' own: yes
   */
  readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * The Pods that requests from outside go to; only with `NODE_PORT` and `LOAD_BALANCER`.
   *
   * @default - Kubernetes' own: all of them
   */
  readonly externalTrafficPolicy?: ServiceTrafficPolicy;

  /**
   * Port on every node where the load balancer checks whether the node has Pods; only with `LOAD_BALANCER` and the external traffic policy `LOCAL`.
   *
   * @default - the cluster chooses one
   */
  readonly healthCheckNodePort?: number;

  /**
   * The Pods that requests from inside the cluster go to.
   *
   * @default - Kubernetes' own: all of them
   */
  readonly internalTrafficPolicy?: ServiceTrafficPolicy;

  /**
   * The Pods that requests from inside the cluster go to first (KEP-3015); `internalTrafficPolicy: LOCAL` comes before it. Needs Kubernetes 1.31 or 1.34
   * (`kubernetes-too-old`).
   *
   * @default - none of them
   */
  readonly trafficDistribution?: ServiceTrafficDistribution;

  /**
   * IP addresses that nodes accept for the Service. Kubernetes does not check them: whoever routes one of them to a node reaches the server. Not with
   * `HEADLESS`. Kubernetes 1.36 deprecates them (KEP-5707); many clusters refuse them (`DenyServiceExternalIPs`).
   *
   * @default - none
   */
  readonly externalIps?: string[];

  /**
   * Whether DNS names Pods that are not ready too.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * IP families of the Service, the primary one first.
   *
   * @default - the cluster's own
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * The number of IP families of the Service.
   *
   * @default - Kubernetes' own: one
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
}
