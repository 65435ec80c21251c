import { Size } from 'cdk8s';
import { checkedSize } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { LABEL_VALUE, QUALIFIED_NAME } from '../ground/kubernetes-fields';
import { isExtendedResource } from '../ground/resources';

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
   * @default - the resource, without a `mig-` profile: `nvidia.com/gpu`
   */
  readonly taint?: string;

  /**
   * Value of GKE's node label `cloud.google.com/gke-accelerator`.
   *
   * @default - none; a GKE cluster dialect then selects no node by accelerator
   */
  readonly gkeName?: string;

  /**
   * Value of Karpenter's node label `karpenter.k8s.aws/instance-gpu-name`.
   *
   * @default - none; an EKS cluster dialect then selects no node by accelerator
   */
  readonly karpenterName?: string;

  /**
   * Value of the node label `nvidia.com/gpu.product` set by NVIDIA GPU feature discovery.
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
}

/**
 * A GPU, or another device behind an extended resource. Memory sizes are those that the Amazon EC2 API reports for the device,
 * collected by Karpenter (https://karpenter.sh/docs/reference/instance-types/), not the marketing figure. `mostPerNode` is the count that the
 * largest instance type of Amazon EC2 (the same page), Google Cloud (https://cloud.google.com/compute/docs/gpus) or Azure
 * (https://learn.microsoft.com/azure/virtual-machines/sizes/overview) has; for devices that none of them rents out, the count of the maker's own
 * servers.
 *
 * @example
 * const compute = Compute.gpu(Accelerator.NVIDIA_H100, { count: 2, cpu: Cpu.units(16), memory: Size.gibibytes(128) });
 * const slice = Accelerator.NVIDIA_H100.mig('1g.10gb');
 */
export class Accelerator {
  static { brand(this, 'Accelerator'); }

  /** Any NVIDIA GPU, of unknown memory: sizes are then derived from the size of the source, or of the memory limit. */
  public static readonly NVIDIA_GPU = new Accelerator({ name: 'NVIDIA GPU', resource: 'nvidia.com/gpu' });

  /** NVIDIA T4, 15 GiB. */
  public static readonly NVIDIA_T4 = Accelerator.nvidia('NVIDIA T4', 15360, 8, 'nvidia-tesla-t4', 't4', 'Tesla-T4');

  /** NVIDIA L4, 22.4 GiB. */
  public static readonly NVIDIA_L4 = Accelerator.nvidia('NVIDIA L4', 22888, 8, 'nvidia-l4', 'l4', 'NVIDIA-L4');

  /** NVIDIA A10G, 22.4 GiB. Amazon EC2 only. */
  public static readonly NVIDIA_A10G = Accelerator.nvidia('NVIDIA A10G', 22888, 8, undefined, 'a10g', 'NVIDIA-A10G');

  /** NVIDIA L40S, 44.7 GiB. */
  public static readonly NVIDIA_L40S = Accelerator.nvidia('NVIDIA L40S', 45776, 8, undefined, 'l40s', 'NVIDIA-L40S');

  /** NVIDIA A100 with 40 GiB. Google's `a2-megagpu-16g` has 16 of them. */
  public static readonly NVIDIA_A100_40GB = Accelerator.nvidia('NVIDIA A100 40GB', 40960, 16, 'nvidia-tesla-a100', 'a100', 'NVIDIA-A100-SXM4-40GB');

  /** NVIDIA A100 with 80 GiB. */
  public static readonly NVIDIA_A100_80GB = Accelerator.nvidia('NVIDIA A100 80GB', 81920, 8, 'nvidia-a100-80gb', 'a100', 'NVIDIA-A100-SXM4-80GB');

  /** NVIDIA H100, 80 GiB. */
  public static readonly NVIDIA_H100 = Accelerator.nvidia('NVIDIA H100', 81920, 8, 'nvidia-h100-80gb', 'h100', 'NVIDIA-H100-80GB-HBM3');

  /** NVIDIA H200, 141 GiB. */
  public static readonly NVIDIA_H200 = Accelerator.nvidia('NVIDIA H200', 144384, 8, 'nvidia-h200-141gb', 'h200', 'NVIDIA-H200');

  /** NVIDIA B200, 179 GiB. */
  public static readonly NVIDIA_B200 = Accelerator.nvidia('NVIDIA B200', 183359, 8, 'nvidia-b200', 'b200', 'NVIDIA-B200');

  /** AMD Instinct MI300X, 192 GiB. */
  public static readonly AMD_MI300X = new Accelerator({ name: 'AMD MI300X', resource: 'amd.com/gpu', memory: Size.gibibytes(192), mostPerNode: 8 });

  /** AMD Instinct MI325X, 256 GiB. */
  public static readonly AMD_MI325X = new Accelerator({ name: 'AMD MI325X', resource: 'amd.com/gpu', memory: Size.gibibytes(256), mostPerNode: 8 });

  /** Intel Gaudi 2, 96 GB. */
  public static readonly INTEL_GAUDI2 = new Accelerator({ name: 'Intel Gaudi 2', resource: 'habana.ai/gaudi', memory: Size.gibibytes(89), mostPerNode: 8 });

  /** Intel Gaudi 3, 128 GB. */
  public static readonly INTEL_GAUDI3 = new Accelerator({ name: 'Intel Gaudi 3', resource: 'habana.ai/gaudi', memory: Size.gibibytes(119), mostPerNode: 8 });

  /**
   * A device that is not among the static members.
   *
   * @param props the facts that are known of it; throws when the resource is no extended resource (`vendor.example/device`).
   *
   * @example
   * const npu = Accelerator.of({ name: 'NPU 1', resource: 'example.com/npu', memory: Size.gibibytes(32) });
   */
  public static of(props: AcceleratorProps): Accelerator {
    [props] = judged('Accelerator.of', [props], arguments);
    return new Accelerator(props);
  }

  private static nvidia(
    name: string, mebibytes: number, mostPerNode: number, gkeName?: string, karpenterName?: string, productLabel?: string,
  ): Accelerator {
    return new Accelerator({ name, resource: 'nvidia.com/gpu', memory: Size.mebibytes(mebibytes), mostPerNode, gkeName, karpenterName, productLabel });
  }

  /** A name to read. */
  public readonly name: string;

  /** The extended resource, for example `nvidia.com/gpu`. */
  public readonly resource: string;

  /** Memory of one device, where it is known. */
  public readonly memory?: Size;

  /** Key of the taint that the Pod tolerates. */
  public readonly taint: string;

  /** Value of GKE's node label, where there is one. */
  public readonly gkeName?: string;

  /** Value of Karpenter's node label, where there is one. */
  public readonly karpenterName?: string;

  /** Value of the label of GPU feature discovery, where there is one. */
  public readonly productLabel?: string;

  /** The most of them that one node has, where it is known. */
  public readonly mostPerNode?: number;

  private constructor(props: AcceleratorProps) {
    if (!isExtendedResource(props.resource)) {
      throw invalid({
        what: 'accelerator resource',
        got: props.resource,
        allowed: 'an extended resource key with a domain, outside kubernetes.io',
        fix: 'use the key that your device plugin offers, for example "nvidia.com/gpu" (a bare "gpu" is silently useless)',
      });
    }
    this.name = props.name;
    this.resource = props.resource;
    this.memory = props.memory && checkedSize(`memory of ${props.name}`, props.memory);
    this.taint = props.taint ?? (this.isMig ? props.resource.replace(/\/mig-.*$/, '/gpu') : props.resource);
    this.gkeName = props.gkeName;
    this.karpenterName = props.karpenterName;
    this.productLabel = props.productLabel;
    this.mostPerNode = props.mostPerNode;
    mustBe(QUALIFIED_NAME, this.taint, `taint of ${this.name}`, 'give the key of the taint without its value, for example "nvidia.com/gpu"');
    for (const label of ['gkeName', 'karpenterName', 'productLabel'] as const) {
      mustBe(LABEL_VALUE, this[label], `${label} of ${this.name}`, 'give the value of the node label as "kubectl describe node" shows it');
    }
    if (this.mostPerNode !== undefined && !(Number.isSafeInteger(this.mostPerNode) && this.mostPerNode >= 1)) {
      throw invalid({ what: `mostPerNode of ${this.name}`, got: this.mostPerNode, allowed: 'a whole number from 1 on', fix: 'count the devices of your largest node, or leave it out' });
    }
  }

  /** Whether this is a slice of a GPU, made by NVIDIA's Multi-Instance GPU. A server can use one slice only. */
  public get isMig(): boolean {
    return /\/mig-/.test(this.resource);
  }

  /**
   * One MIG slice of this GPU, with the resource key of the device plugin's `mixed` strategy.
   *
   * @param profile a MIG profile, for example `1g.10gb` or `1g.10gb+me`; throws on a text that is no such profile, and for a device that is no
   * `nvidia.com/gpu`.
   */
  public mig(profile: string): Accelerator {
    judged('Accelerator#mig', [profile], arguments);
    const memory = /^[1-7]g\.([1-9][0-9]*)gb(\+[a-z.]+)?$/.exec(profile)?.[1];
    if (memory === undefined || this.resource !== 'nvidia.com/gpu') {
      throw invalid({ what: `MIG profile of ${this.name}`, got: profile, allowed: '<compute>g.<memory>gb of an nvidia.com/gpu', fix: 'use for example "1g.10gb" on an H100' });
    }
    return new Accelerator({
      name: `${this.name} MIG ${profile}`,
      resource: `nvidia.com/mig-${profile.replace('+', '.')}`,
      memory: Size.gibibytes(Number(memory)),
      gkeName: this.gkeName,
      karpenterName: this.karpenterName,
      productLabel: this.productLabel,
    });
  }
}
