import { refuseUnknownMembers } from '../ground/input/constants';
import { ImagePullPolicy } from '../values/image-pull-policy';
import { LifecycleHooks } from '../values/lifecycle-hook';

/** How the Pods resolve names. https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
export enum DnsPolicy {
  /** With the DNS of the cluster. */
  CLUSTER_FIRST = 'ClusterFirst',

  /** With the DNS of the cluster, for Pods in the network of their node. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',

  /** As the node does; names of Services then do not resolve. */
  DEFAULT = 'Default',

  /** Only with `nameservers`, `searches` and `options`. */
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

/** The origin of the termination message of a failed container. */
export enum TerminationMessagePolicy {
  /** The file `/dev/termination-log`. */
  FILE = 'File',

  /** That file, and the end of the log when it is empty. */
  FALLBACK_TO_LOGS_ON_ERROR = 'FallbackToLogsOnError',
}

refuseUnknownMembers(TerminationMessagePolicy, 'TerminationMessagePolicy');

/** The parts of its node and of the cluster that a Pod can see. */
export interface PodSystemOptions {
  /**
   * Whether the Pods are in the network of their node. Their ports are then ports of the node, most network plugins apply no NetworkPolicy
   * to them, and Pod Security `restricted` and `baseline` are given up (`host-network-shared`, `pod-security-lowered`).
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
   * Whether root in the Pods is root on their node too. With `false` the Pods have their own user namespace (KEP-127): a process that breaks out of
   * its container has no rights on the node. Needs Kubernetes 1.33 (`kubernetes-too-old`), and a container runtime and volumes that map users; not
   * together with the network, IPC or processes of the node.
   *
   * @default true
   */
  readonly hostUsers?: boolean;

  /**
   * Ports of the node that lead to ports of the Pod, by the name of that port: `http`, `grpc` or `metrics` of the engine, one of `containerPorts`, or
   * one of another container. A node has each port only once, so it runs only one Pod of the model. Pod Security `restricted` and `baseline` are
   * given up (`host-network-shared`, `pod-security-lowered`).
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
   * Host name inside the Pods, the same for all replicas.
   *
   * @default - the name of the Pod
   */
  readonly hostname?: string;

  /**
   * Name of your own headless Service, in whose DNS domain the Pods are.
   *
   * @default - none
   */
  readonly subdomain?: string;

  /**
   * Whether the Pods get variables for each Service of their namespace. Servers may read some of them as their own settings.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * When nodes pull the images of all containers of the Pods, including those that download, and of the Job that fills a cache. Image volumes are
   * pulled when the node does not have them.
   *
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * The origin of the termination message of failed containers.
   *
   * @default - `File`, as Kubernetes has it
   */
  readonly terminationMessagePolicy?: TerminationMessagePolicy;

  /**
   * Hooks of the server. Its `preStop` replaces the derived wait before SIGTERM, so it has to wait as long itself (`shutdown-loses-requests`).
   *
   * @default - the server waits before SIGTERM as long as `timing` says
   */
  readonly lifecycle?: LifecycleHooks;

  /**
   * Exit codes of the server after which all containers of the Pod restart (KEP-5532). Needs Kubernetes 1.36 (`kubernetes-too-old`).
   *
   * @default - only the server restarts
   */
  readonly restartPodOn?: number[];
}
