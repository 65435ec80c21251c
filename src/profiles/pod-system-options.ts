import { refuseUnknownMembers } from '../ground/input/constants';
import { ImagePullPolicy } from '../values/image-pull-policy';
import { LifecycleHooks } from '../values/lifecycle-hook';

/** How the Pods resolve names. https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
export enum DnsPolicy {
  /** By the DNS of the cluster. */
  CLUSTER_FIRST = 'ClusterFirst',

  /** By the DNS of the cluster, for Pods in the network of their node. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',

  /** As the node does; Services of the cluster have no name then. */
  DEFAULT = 'Default',

  /** Only as `nameservers`, `searches` and `options` say. */
  NONE = 'None',
}

refuseUnknownMembers(DnsPolicy, 'DnsPolicy');

/** How the Pods resolve names. */
export interface PodDns {
  /**
   * Where names are looked up.
   *
   * @default - `ClusterFirst`, and `ClusterFirstWithHostNet` with `hostNetwork`
   */
  readonly policy?: DnsPolicy;

  /**
   * Addresses of name servers, at most three; with `DnsPolicy.NONE` at least one.
   *
   * @default - those of the policy
   */
  readonly nameservers?: string[];

  /**
   * Domains that short names are looked up in, besides those of the policy.
   *
   * @default - none
   */
  readonly searches?: string[];

  /**
   * Options of the resolver, by name, such as `ndots`; an empty text for one without a value.
   *
   * @default - those of the policy
   */
  readonly options?: { [name: string]: string };
}

/** Where the last words of a container that failed are taken from. */
export enum TerminationMessagePolicy {
  /** The file `/dev/termination-log`. */
  FILE = 'File',

  /** That file, and the end of the log when it is empty. */
  FALLBACK_TO_LOGS_ON_ERROR = 'FallbackToLogsOnError',
}

refuseUnknownMembers(TerminationMessagePolicy, 'TerminationMessagePolicy');

/** The part of its node and of the cluster that a Pod sees. */
export interface PodSystemOptions {
  /**
   * Whether the Pods are in the network of their node. Each port is one of the node then, NetworkPolicies do not hold, and Pod Security `restricted`
   * and `baseline` are given up (`host-network-shared`, `pod-security-lowered`).
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether the Pods share memory and semaphores with their node. It gives up Pod Security `restricted` and `baseline`.
   *
   * @default false
   */
  readonly hostIpc?: boolean;

  /**
   * Whether the Pods see the processes of their node. It gives up Pod Security `restricted` and `baseline`.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * Whether root in the Pods is root on their node too. With `false` the Pods have users of their own (KEP-127): one that breaks out of its container has no
   * rights on the node. Needs Kubernetes 1.33 (`kubernetes-too-old`), and a container runtime and volumes that map users; not together with the network, IPC or
   * processes of the node.
   *
   * @default true
   */
  readonly hostUsers?: boolean;

  /**
   * Ports of the node that lead to ports of the Pod, by the name of that port: `http`, `grpc` or `metrics` of the engine, one of `containerPorts`, or one of
   * another container. A node has each of them once, so that it runs one Pod of the model, and Pod Security `restricted` and `baseline` are given up
   * (`host-network-shared`, `pod-security-lowered`).
   *
   * @default - none
   */
  readonly hostPorts?: { [port: string]: number };

  /**
   * Whether the containers of a Pod see each other's processes.
   *
   * @default false
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * How names are resolved.
   *
   * @default - by the DNS of the cluster
   */
  readonly dns?: PodDns;

  /**
   * Names that the Pods find in `/etc/hosts`, by address.
   *
   * @default - none
   */
  readonly hostAliases?: { [address: string]: string[] };

  /**
   * The name that the Pods have for themselves; all replicas have the same.
   *
   * @default - the name of the Pod
   */
  readonly hostname?: string;

  /**
   * The headless Service in whose domain the Pods are, for Services of your own.
   *
   * @default - none
   */
  readonly subdomain?: string;

  /**
   * Whether the Pods get variables for each Service of their namespace. Servers read some of them as their own settings.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * When nodes ask the registry for the images of all containers of the Pods, those that download included, and of the Job that fills a cache.
   * Image volumes are asked for when the node does not have them.
   *
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Where the last words of containers that failed are taken from.
   *
   * @default - `File`, as Kubernetes has it
   */
  readonly terminationMessagePolicy?: TerminationMessagePolicy;

  /**
   * Hooks of the server. Its `preStop` takes the place of the derived wait before SIGTERM: it has to wait as long itself (`shutdown-loses-requests`).
   *
   * @default - the server waits before SIGTERM as long as `timing` says
   */
  readonly lifecycle?: LifecycleHooks;

  /**
   * Exit codes of the server upon which all containers of the Pod start again (KEP-5532). Needs Kubernetes 1.36 (`kubernetes-too-old`).
   *
   * @default - the server alone starts again
   */
  readonly restartPodOn?: number[];
}
