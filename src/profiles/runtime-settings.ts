import { Size } from 'cdk8s';
import { ClusterDialect } from './cluster-dialect';
import { OutboundOptions } from './download-options';
import { Rollout } from './rollout';
import { NetworkAccess, PodOptions, SecurityOptions, TimingOptions } from './runtime-options';
import { SchedulingOptions } from './scheduling-options';
import { ServiceOptions } from './service-options';
import { TlsOptions } from './tls-options';
import { Monitoring } from '../monitoring/monitoring';
import { AcceleratorPool } from '../scaling/accelerator-pool';
import { ModelCache } from '../sources/model-cache';
import { Compute } from '../values/compute';
import { ContainerPort } from '../values/container-port';
import { EnvFrom } from '../values/env-from';
import { EnvValue } from '../values/env-value';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ModelLock } from '../values/model-lock';
import { ObjectMetadataOptions } from '../values/object-metadata';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';

/**
 * The settings that a profile has for many models, and that each model may set for itself. A model's value wins over its profile's, and a profile's
 * over its base's. Maps are merged by key. Lists are joined, and an item that is in both appears once. A flag in `args` replaces the same flag, and a
 * variable in `env`, `secretEnv` or `envValues` replaces the same variable in all three.
 */
export interface RuntimeSettings extends OutboundOptions {
  /**
   * Resources of one replica.
   *
   * @default - those of the profile; an error when neither sets it
   */
  readonly compute?: Compute;

  /**
   * The accelerators that these models share. It is a warning (`accelerator-pool-exceeded`) when their replicas, or the most replicas that their
   * policies may ask for, need more than it has. A policy may name another pool.
   *
   * @default - no bound
   */
  readonly acceleratorPool?: AcceleratorPool;

  /**
   * Where the weights land.
   *
   * @default - `ModelCache.emptyDir()`
   */
  readonly cache?: ModelCache;

  /**
   * A volume on which the server keeps its compiled kernels, so that the next Pod starts sooner: a claim, or a folder of the node that the user and
   * group of the server can write to. Several models may share it; each version of a server has its own folder. Throws on a volume that cannot be
   * written to; an error (`engine-refuses`) for servers that cannot keep their kernels.
   *
   * @default - none: kernels are compiled again in each Pod, on the scratch volume
   */
  readonly compileCache?: PodVolume;

  /**
   * Size of the Memory volume at `/dev/shm`. It counts against the memory limit.
   *
   * @default - what the engine needs, see its `sharedMemory`; none for engines that need none
   */
  readonly sharedMemory?: Size;

  /**
   * Size of the disk-backed scratch volume at `/tmp`, where compile caches and temporary files go.
   *
   * @default - what the engine needs, see its `scratchSize`
   */
  readonly scratch?: Size;

  /**
   * More arguments of the server. A flag that the library derives is an error here (`arg-contradicts-derived`).
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * More environment variables of the server. One that the library derives is an error here (`env-contradicts-derived`), and so
   * is a literal credential (`secret-literal`).
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * More environment variables of the server, with values of Secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * More environment variables of the server, with values of ConfigMaps, of fields of the Pod, of its resources, and optional ones.
   *
   * @default - none
   */
  readonly envValues?: { [name: string]: EnvValue };

  /**
   * More environment variables of the server: all keys of ConfigMaps and Secrets. A variable that is given by its name wins over them.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Where the Pods may run.
   *
   * @default - on any node that offers the resources; the accelerator's taint is tolerated
   */
  readonly scheduling?: SchedulingOptions;

  /**
   * The rights of the containers on their node.
   *
   * @default - the most restrictive ones that the image is known to work with
   */
  readonly security?: SecurityOptions;

  /**
   * How a new version takes the place of the old one.
   *
   * @default - `Rollout.withoutSurge()` with accelerators, else `Rollout.surge()`
   */
  readonly rollout?: Rollout;

  /** The time limits of starting, stopping and rolling out.
   *
   * @default - derived, see its members
   */
  readonly timing?: TimingOptions;

  /** Other settings of the Pods.
   *
   * @default - nothing
   */
  readonly pod?: PodOptions;

  /**
   * The Service in front of the Pods: its type, its ports.
   *
   * @default - a ClusterIP Service with the HTTP port of the engine, and a second one for gRPC where the engine speaks it
   */
  readonly service?: ServiceOptions;

  /**
   * The certificate with which the server itself speaks TLS; probes, Service and endpoint are derived from it. It is an error (`engine-refuses`) for
   * engines without TLS.
   *
   * @default - plain HTTP; a gateway or a mesh may encrypt in front of it
   */
  readonly tls?: TlsOptions;

  /**
   * Labels and annotations of the Service.
   *
   * @default - only the library's own
   */
  readonly serviceMetadata?: ObjectMetadataOptions;

  /**
   * More ports that the server listens on, besides those of its engine.
   *
   * @default - none
   */
  readonly containerPorts?: ContainerPort[];

  /**
   * The NetworkPolicy of the Pods. Only the peers that it names may call the Pods. The Pods may call only DNS, the port of the source (anywhere but
   * on the node's own addresses), the agents that hand out an identity, and the peers that it names.
   *
   * @default - no NetworkPolicy
   */
  readonly network?: NetworkAccess;

  /**
   * Whether to make a PodDisruptionBudget (maxUnavailable 1). With `true` it is always made, also for an autoscaler that the library does not know
   * of.
   *
   * @default - from two replicas on, or when `markHasAutoscaler` is called, as an autoscaler of cdk8s-plus does
   */
  readonly disruptionBudget?: boolean;

  /**
   * Who scrapes the metrics of the server, which alerts are raised, and the dashboard that shows them. An error (`engine-refuses`) for servers without metrics.
   *
   * @default - nobody: no monitor, no alerts, no dashboard
   */
  readonly monitoring?: Monitoring;

  /**
   * Registry, with an optional path, that takes the place of the registry of every image, for clusters without access to public registries:
   * `registry.example.com/mirror`. Registries that `imageRegistries` names keep the mirror that it gives.
   *
   * @default - images are pulled from where they are published
   */
  readonly imageRegistry?: string;

  /**
   * The mirrors that take the place of registries, by host: `{ 'docker.io': 'registry.example.com/dockerhub', 'nvcr.io':
   * 'registry.example.com/nvidia' }`. Images without a registry are those of `docker.io`, and official ones among them are below `library/`.
   *
   * @default - `imageRegistry` for all of them
   */
  readonly imageRegistries?: { [registry: string]: string };

  /**
   * The commits, digests and sizes to use for sources and images. One that may move and is not in the lock is an error (`lock-outdated`).
   *
   * @default - none: sources and images are used as they are named
   */
  readonly lock?: ModelLock;

  /**
   * How the cluster labels and taints its accelerator nodes.
   *
   * @default - no node label is selected
   */
  readonly cluster?: ClusterDialect;

  /**
   * The lowest Kubernetes version of the clusters. The library renders no field that needs a newer one, and a setting that does is an error
   * (`kubernetes-too-old`).
   *
   * @default KubernetesVersion.V1_30
   */
  readonly kubernetesVersion?: KubernetesVersion;
}
