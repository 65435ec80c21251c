import { Size } from 'cdk8s';
import { CpuArchitecture } from './cpu-architecture';
import { refuseUnknownMembers } from '../ground/input/constants';

/** The facts that the library has to know of an accelerator. */
export interface AcceleratorProps {
  /** A name to read, for example `NVIDIA L4`. */
  readonly name: string;

  /** The extended resource that the device plugin offers, for example `nvidia.com/gpu`. */
  readonly resource: string;

  /**
   * Memory of one device, as a Pod can use it. Fitting checks, the size of the weight cache and the start-up budget are
   * derived from it.
   *
   * @default - unknown; sizes are then derived from the size of the source, or have to be given
   */
  readonly memory?: Size;

  /**
   * Key of the taint that nodes with this accelerator carry; the Pod tolerates it with `Exists`.
   *
   * @default - the resource of the whole device: `nvidia.com/gpu`, also for a `mig-` profile
   */
  readonly taint?: string;

  /**
   * Value of GKE's node label `cloud.google.com/gke-accelerator`, for TPUs of `cloud.google.com/gke-tpu-accelerator`.
   *
   * @default - none; a GKE cluster dialect then selects no node by accelerator
   */
  readonly gkeName?: string;

  /**
   * Value of Karpenter's node label `karpenter.k8s.aws/instance-gpu-name`, for Neuron devices of `karpenter.k8s.aws/instance-accelerator-name`.
   *
   * @default - none; an EKS cluster dialect then selects no node by accelerator
   */
  readonly karpenterName?: string;

  /**
   * Value of the node label that the labeller of the vendor sets: `nvidia.com/gpu.product` of NVIDIA GPU feature discovery,
   * `amd.com/gpu.product-name` of AMD's node labeller, `gpu.intel.com/product` of Intel's.
   *
   * @default - none
   */
  readonly productLabel?: string;

  /**
   * The most of them that one node has. A replica that asks for more waits for ever (`pod-fits-no-known-node`).
   *
   * @default - unknown; any number is then taken to fit
   */
  readonly mostPerNode?: number;

  /**
   * Cores of one device, each of which a server runs a process of its own on: 2 of a TPU v7, so that 4 chips are a tensor parallelism of 8.
   *
   * @default 1
   */
  readonly cores?: number;

  /**
   * The CPU architecture of its nodes, where they have no other. The Pod selects it (`kubernetes.io/arch`), and an image that is not known to be
   * made for it is a warning (`image-architecture-unknown`).
   *
   * @default - any
   */
  readonly architecture?: CpuArchitecture;
}

/** The resource that a device plugin offers the slices of a device as. */
export enum SliceNaming {
  /** A resource for each profile: `nvidia.com/mig-1g.10gb`, `amd.com/cpx_nps4`; the strategy `mixed` of both plugins. */
  BY_PROFILE = 'by-profile',

  /** The resource of the whole device: `nvidia.com/gpu`, `amd.com/gpu`; the strategy `single` of both plugins, and what GKE does. */
  AS_DEVICE = 'as-device',
}

refuseUnknownMembers(SliceNaming, 'SliceNaming');

/** How slices of a device are asked for. */
export interface SliceOptions {
  /**
   * The resource that the slices are offered as.
   *
   * @default SliceNaming.BY_PROFILE
   */
  readonly naming?: SliceNaming;
}

/** How a device is shared by several Pods. */
export enum SharingStrategy {
  /** In turns. Each Pod sees all of the memory, and nothing keeps it from taking it. */
  TIME_SLICING = 'time-slicing',

  /** At once, by NVIDIA's Multi-Process Service, which limits each Pod to its part of the memory. */
  MPS = 'mps',
}

refuseUnknownMembers(SharingStrategy, 'SharingStrategy');

/** How a device is shared by several Pods. */
export interface SharedAcceleratorProps {
  /** Pods that share one device: `replicas` of the device plugin's configuration, at least 2. */
  readonly replicas: number;

  /**
   * How they share it.
   *
   * @default SharingStrategy.TIME_SLICING
   */
  readonly strategy?: SharingStrategy;

  /**
   * The resource that the shares are offered as: that of the whole device where the plugin does not rename it, as on GKE.
   *
   * @default - the resource of the device with `.shared` behind it, as `renameByDefault` of NVIDIA's device plugin names it
   */
  readonly resource?: string;
}
