import { Size } from 'cdk8s';
import { CpuArchitecture } from './cpu-architecture';
import { refuseUnknownMembers } from '../ground/input/constants';

/** The facts about an accelerator. */
export interface AcceleratorProps {
  /** Name of the device for messages, for example `NVIDIA L4`. */
  readonly name: string;

  /** The extended resource that the device plugin offers, for example `nvidia.com/gpu`. */
  readonly resource: string;

  /**
   * Memory of one device that a Pod can use. The library compares it with the size of the weights, and derives the size of the weight cache and the
   * start-up budget from it.
   *
   * @default - unknown; sizes are then derived from the size of the source, or have to be given
   */
  readonly memory?: Size;

  /**
   * Key of the taint of nodes with this accelerator. The Pod tolerates it with `Exists`.
   *
   * @default - the resource of the whole device: `nvidia.com/gpu`, also for a `mig-` profile
   */
  readonly taint?: string;

  /**
   * Value of GKE's node label `cloud.google.com/gke-accelerator`, or for TPUs of `cloud.google.com/gke-tpu-accelerator`.
   *
   * @default - none; a GKE cluster dialect then selects no node by accelerator
   */
  readonly gkeName?: string;

  /**
   * Value of Karpenter's node label `karpenter.k8s.aws/instance-gpu-name`, or for Neuron devices of `karpenter.k8s.aws/instance-accelerator-name`.
   *
   * @default - none; an EKS cluster dialect then selects no node by accelerator
   */
  readonly karpenterName?: string;

  /**
   * Value of the node label that the vendor's labeller sets: `nvidia.com/gpu.product` of NVIDIA GPU feature discovery, `amd.com/gpu.product-name` of
   * AMD's node labeller, `gpu.intel.com/product` of Intel's.
   *
   * @default - none
   */
  readonly productLabel?: string;

  /**
   * The most such devices that one node has. A replica that asks for more can never be scheduled (`pod-fits-no-known-node`).
   *
   * @default - unknown; the library then assumes that any number fits
   */
  readonly mostPerNode?: number;

  /**
   * Number of cores of one device. A server runs one process on each: a TPU v7 has 2, so that 4 chips are a tensor parallelism of 8.
   *
   * @default 1
   */
  readonly cores?: number;

  /**
   * CPU architecture of the nodes with this device, where all have the same. The Pod selects it (`kubernetes.io/arch`), and an image that is not
   * known to exist for it is a warning (`image-architecture-unknown`).
   *
   * @default - any
   */
  readonly architecture?: CpuArchitecture;
}

/** The name of the resource with which a device plugin offers the slices of a device. */
export enum SliceNaming {
  /** One resource for each profile: `nvidia.com/mig-1g.10gb`, `amd.com/cpx_nps4`. Both plugins call this strategy `mixed`. */
  BY_PROFILE = 'by-profile',

  /** The resource of the whole device: `nvidia.com/gpu`, `amd.com/gpu`. Both plugins call this strategy `single`, and GKE does the same. */
  AS_DEVICE = 'as-device',
}

refuseUnknownMembers(SliceNaming, 'SliceNaming');

/** The options of a slice of a device. */
export interface SliceOptions {
  /**
   * The name of the resource with which the cluster offers the slices.
   *
   * @default SliceNaming.BY_PROFILE
   */
  readonly naming?: SliceNaming;
}

/** The way in which several Pods share a device. */
export enum SharingStrategy {
  /** The Pods take turns. Each Pod sees the whole memory, and nothing keeps it from using all of it. */
  TIME_SLICING = 'time-slicing',

  /** The Pods run at the same time, by NVIDIA's Multi-Process Service, which limits each Pod to its part of the memory. */
  MPS = 'mps',
}

refuseUnknownMembers(SharingStrategy, 'SharingStrategy');

/** The number of Pods that share a device, and how they share it. */
export interface SharedAcceleratorProps {
  /** Number of Pods that share one device, at least 2. It is `replicas` in the configuration of the device plugin. */
  readonly replicas: number;

  /**
   * How they share it.
   *
   * @default SharingStrategy.TIME_SLICING
   */
  readonly strategy?: SharingStrategy;

  /**
   * The name of the resource with which the cluster offers the shares. It is that of the whole device where the plugin does not rename it, as on GKE.
   *
   * @default - the resource of the device with `.shared` behind it, as `renameByDefault` of NVIDIA's device plugin names it
   */
  readonly resource?: string;
}
