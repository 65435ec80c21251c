import { Duration, JsonPatch } from 'cdk8s';
import { PodConfinementOptions } from './pod-confinement-options';
import { InitContainer, PodContainer, SidecarContainer } from './pod-containers';
import { PodSystemOptions } from './pod-system-options';
import { refuseUnknownMembers } from '../ground/input/constants';
import { INetworkPeer } from '../values/network-peer';
import { PodVolume } from '../values/pod-volume';
import { IServiceAccountRef } from '../values/service-account-ref';
import { VolumeMount } from '../values/volume-mount';

/** Whether groups from `/etc/group` of the image count beside those that are given. */
export enum SupplementalGroupsPolicy {
  /** They count as well. */
  MERGE = 'Merge',

  /** Only those that are given count. */
  STRICT = 'Strict',
}

refuseUnknownMembers(SupplementalGroupsPolicy, 'SupplementalGroupsPolicy');

/** The rights of the containers on their node. */
export interface SecurityOptions extends PodConfinementOptions {
  /**
   * Numeric user of all containers. 0 gives up `runAsNonRoot` and with it Pod Security `restricted` (`pod-security-lowered`).
   *
   * @default - what the engine's image is known to run as: 1000, the documented user, for most; none on clusters that assign users (`ClusterDialect.OPENSHIFT`)
   */
  readonly runAsUser?: number;

  /**
   * Numeric group of all containers. On clusters that assign users, such as OpenShift, it is 0 unless it is given.
   *
   * @default 3000
   */
  readonly runAsGroup?: number;

  /**
   * Group that owns the volumes; changed only where it differs (`OnRootMismatch`). On clusters that assign users none is rendered unless it is given.
   *
   * @default 2000
   */
  readonly fsGroup?: number;

  /**
   * Whether the server's root filesystem is read-only.
   *
   * @default - true where the engine's image is known to work with it on its accelerator
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * More groups, for example those that own a device.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];

  /**
   * Whether groups of the image count beside those. Needs Kubernetes 1.33 (`kubernetes-too-old`).
   *
   * @default - they count too
   */
  readonly supplementalGroupsPolicy?: SupplementalGroupsPolicy;

  /**
   * Linux capabilities given to the server; all others are dropped. It gives up Pod Security `restricted`.
   *
   * @default - none
   */
  readonly addCapabilities?: string[];

  /**
   * Whether the server may keep memory from being swapped or moved, as RDMA and `mlock` need: the capability `IPC_LOCK`. How much it may be is a limit
   * of the container runtime (`LimitMEMLOCK`), which no Pod can set.
   *
   * @default false
   */
  readonly memoryLock?: boolean;

  /**
   * Whether the server has all rights of root on the node. It gives up Pod Security `restricted` and `baseline`.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Kernel parameters of the Pod, by name. Those that Kubernetes does not call safe have to be allowed on the node, and give up Pod Security
   * `restricted` and `baseline`. https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
   *
   * @default - none
   */
  readonly sysctls?: { [name: string]: string };
}

/** The time limits of starting, stopping and rolling out. Members that are left out are derived, so that the numbers agree with each other. */
export interface TimingOptions {
  /**
   * Time that the server may take until it answers: the budget of the startup probe.
   *
   * @default - reading the weights (and downloading them, when the server does that itself) at 1 Gbit/s, and the engine's warm-up; at least 10 minutes
   */
  readonly startup?: Duration;

  /**
   * Time to wait before SIGTERM, while the Pod leaves the endpoints.
   *
   * @default - the engine's, 15 seconds for most
   */
  readonly preStopDelay?: Duration;

  /**
   * Time that requests in flight have to finish, once the endpoints have left: at least as long as the longest request that has to
   * survive. It is spent after SIGTERM, or before it where the server cannot finish requests then (`drainsAfterSigterm` of the engine).
   *
   * @default - the engine's, 30 seconds for most
   */
  readonly drain?: Duration;

  /**
   * Time after which Kubernetes kills the Pod. It is a warning when it is shorter than `preStopDelay`, `drain` and 10 seconds together.
   *
   * @default - preStopDelay + drain + 15 seconds
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Time after which a rollout without progress counts as failed. It is a warning when it is shorter than the start-up budget.
   *
   * @default - 5 minutes to schedule, 10 minutes to pull the image, the time of the download, and the start-up budget
   */
  readonly progressDeadline?: Duration;
}

/** Other settings of the Pods. */
export interface PodOptions extends PodSystemOptions {
  /**
   * ServiceAccount of the Pods, for workload identities: `ServiceAccountRef.of('reader')`, or in TypeScript one that cdk8s-plus made or imported.
   *
   * @default - the namespace's `default`
   */
  readonly serviceAccount?: IServiceAccountRef;

  /**
   * Whether the token of the ServiceAccount for the Kubernetes API is mounted. Workload identities do not need it.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Names of Secrets with the credentials of private registries. One that both the profile and the model name is rendered once.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Labels of the Pods. The selector's label cannot be set.
   *
   * @default - none besides the library's own
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the Pods.
   *
   * @default - none besides the library's own
   */
  readonly annotations?: { [key: string]: string };

  /**
   * More volumes.
   *
   * @default - none
   */
  readonly volumes?: PodVolume[];

  /**
   * More mounts in the server's container.
   *
   * @default - none
   */
  readonly mounts?: VolumeMount[];

  /**
   * Containers that run to their end before the server starts.
   *
   * @default - only those that download the model
   */
  readonly initContainers?: InitContainer[];

  /**
   * Sidecars: containers that start before the server, and end after it.
   *
   * @default - none
   */
  readonly sidecars?: SidecarContainer[];

  /**
   * Containers that start and end together with the server: one that answers clients in front of it, for example.
   *
   * @default - none
   */
  readonly containers?: PodContainer[];

  /**
   * Patches of the rendered Pod template, for fields that no property sets; paths begin at the template: `/spec/hostUsers`. One
   * that contradicts a derived value is an error (`patch-contradicts-derived`).
   *
   * @default - none
   */
  readonly patches?: JsonPatch[];
}

/** Who may call the Pods, and whom the Pods may call. */
export interface NetworkAccess {
  /**
   * Who may call the server: anything that cdk8s-plus knows as a peer, such as Pods, Namespaces, IP blocks.
   *
   * @default - nobody
   */
  readonly from?: INetworkPeer[];

  /**
   * Whom the Pods may call, besides DNS, the hosts that the source needs, and addresses of traces, events and caches that the arguments and variables of the
   * server name (`--otlp-traces-endpoint`, `OTEL_EXPORTER_OTLP_ENDPOINT`, `LMCACHE_REMOTE_URL`).
   *
   * @default - nobody else
   */
  readonly to?: INetworkPeer[];

  /**
   * The DNS servers, on port 53, where they are in none of the usual places. With an empty list no DNS query leaves the Pods.
   *
   * @default - the DNS Pods in `kube-system` (label `k8s-app: kube-dns`), NodeLocal DNSCache, Cloud DNS on GKE, and the DNS Pods of OpenShift
   */
  readonly dns?: INetworkPeer[];
}
