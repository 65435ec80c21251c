import { Size } from 'cdk8s';
import { AcceleratorProps, SharedAcceleratorProps, SliceOptions } from './accelerator-props';
import { CpuArchitecture } from './cpu-architecture';
import { AcceleratorTraits, migTraits, partitionTraits, sharedTraits, topologyTraits, traitsOfRow } from './private/accelerator-parts';
import { checkedAccelerator, taintOf } from './private/checked-accelerator';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * A GPU, or another device that Kubernetes offers as an extended resource. A table has the facts about each device that has a name here, with their
 * sources: https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/accelerators.md
 *
 * @example
 * const compute = Compute.gpu(Accelerator.NVIDIA_H100, { count: 2, cpu: Cpu.units(16), memory: Size.gibibytes(128) });
 * const slice = Accelerator.NVIDIA_H100.mig('1g.10gb');
 */
export class Accelerator {
  static { brand(this, 'Accelerator'); }

  /** Any NVIDIA GPU. Its memory is unknown: sizes are then derived from the size of the source, or from the memory limit. */
  public static readonly NVIDIA_GPU = new Accelerator(traitsOfRow('NVIDIA GPU'));

  /** NVIDIA V100 with 16 GiB. */
  public static readonly NVIDIA_V100_16GB = new Accelerator(traitsOfRow('NVIDIA V100 16GB'));

  /** NVIDIA V100 with 32 GiB. */
  public static readonly NVIDIA_V100_32GB = new Accelerator(traitsOfRow('NVIDIA V100 32GB'));

  /** NVIDIA T4, 15 GiB. */
  public static readonly NVIDIA_T4 = new Accelerator(traitsOfRow('NVIDIA T4'));

  /** NVIDIA T4G, 15 GiB, beside a Graviton: its nodes are arm64. Amazon EC2 only. */
  public static readonly NVIDIA_T4G = new Accelerator(traitsOfRow('NVIDIA T4G'));

  /** NVIDIA A10, 22.4 GiB. */
  public static readonly NVIDIA_A10 = new Accelerator(traitsOfRow('NVIDIA A10'));

  /** NVIDIA A10G, 22.4 GiB. Amazon EC2 only. */
  public static readonly NVIDIA_A10G = new Accelerator(traitsOfRow('NVIDIA A10G'));

  /** NVIDIA A30, 24 GiB. */
  public static readonly NVIDIA_A30 = new Accelerator(traitsOfRow('NVIDIA A30'));

  /** NVIDIA A40, 45 GiB. */
  public static readonly NVIDIA_A40 = new Accelerator(traitsOfRow('NVIDIA A40'));

  /** NVIDIA A100 with 40 GiB. Google's `a2-megagpu-16g` has 16 of them. */
  public static readonly NVIDIA_A100_40GB = new Accelerator(traitsOfRow('NVIDIA A100 40GB'));

  /** NVIDIA A100 with 80 GiB. */
  public static readonly NVIDIA_A100_80GB = new Accelerator(traitsOfRow('NVIDIA A100 80GB'));

  /** NVIDIA L4, 22.4 GiB. */
  public static readonly NVIDIA_L4 = new Accelerator(traitsOfRow('NVIDIA L4'));

  /** NVIDIA L40, 45 GiB. */
  public static readonly NVIDIA_L40 = new Accelerator(traitsOfRow('NVIDIA L40'));

  /** NVIDIA L40S, 44.7 GiB. */
  public static readonly NVIDIA_L40S = new Accelerator(traitsOfRow('NVIDIA L40S'));

  /** NVIDIA RTX A6000, 48 GiB. */
  public static readonly NVIDIA_RTX_A6000 = new Accelerator(traitsOfRow('NVIDIA RTX A6000'));

  /** NVIDIA RTX 6000 Ada Generation, 48 GiB. */
  public static readonly NVIDIA_RTX_6000_ADA = new Accelerator(traitsOfRow('NVIDIA RTX 6000 Ada'));

  /** NVIDIA GeForce RTX 4090, 24 GiB. */
  public static readonly NVIDIA_RTX_4090 = new Accelerator(traitsOfRow('NVIDIA GeForce RTX 4090'));

  /** NVIDIA GeForce RTX 5090, 31.8 GiB. */
  public static readonly NVIDIA_RTX_5090 = new Accelerator(traitsOfRow('NVIDIA GeForce RTX 5090'));

  /** NVIDIA RTX PRO 6000 Blackwell, 95.6 GiB. */
  public static readonly NVIDIA_RTX_PRO_6000 = new Accelerator(traitsOfRow('NVIDIA RTX PRO 6000'));

  /** NVIDIA H20, 95.6 GiB. */
  public static readonly NVIDIA_H20 = new Accelerator(traitsOfRow('NVIDIA H20'));

  /** NVIDIA H100, 80 GiB. */
  public static readonly NVIDIA_H100 = new Accelerator(traitsOfRow('NVIDIA H100'));

  /** NVIDIA H100 of Google's A3 Mega, 80 GiB; GKE labels its nodes differently from those of other H100s. */
  public static readonly NVIDIA_H100_MEGA = new Accelerator(traitsOfRow('NVIDIA H100 Mega'));

  /** NVIDIA H100 NVL, 93.6 GiB. */
  public static readonly NVIDIA_H100_NVL = new Accelerator(traitsOfRow('NVIDIA H100 NVL'));

  /** NVIDIA H200, 141 GiB. */
  public static readonly NVIDIA_H200 = new Accelerator(traitsOfRow('NVIDIA H200'));

  /** NVIDIA GH200 with 96 GB of HBM3; its nodes are arm64. */
  public static readonly NVIDIA_GH200_96GB = new Accelerator(traitsOfRow('NVIDIA GH200 96GB'));

  /** NVIDIA GH200 with 144 GB of HBM3e; its nodes are arm64. */
  public static readonly NVIDIA_GH200_144GB = new Accelerator(traitsOfRow('NVIDIA GH200 144GB'));

  /** NVIDIA B200, 179 GiB. */
  public static readonly NVIDIA_B200 = new Accelerator(traitsOfRow('NVIDIA B200'));

  /** One GPU of an NVIDIA GB200, 185 GiB; a node has 4, and is arm64. */
  public static readonly NVIDIA_GB200 = new Accelerator(traitsOfRow('NVIDIA GB200'));

  /** NVIDIA B300, 268.6 GiB. */
  public static readonly NVIDIA_B300 = new Accelerator(traitsOfRow('NVIDIA B300'));

  /** One GPU of an NVIDIA GB300, 278 GiB; a node has 4, and is arm64. */
  public static readonly NVIDIA_GB300 = new Accelerator(traitsOfRow('NVIDIA GB300'));

  /** AMD Instinct MI210, 64 GiB. */
  public static readonly AMD_MI210 = new Accelerator(traitsOfRow('AMD MI210'));

  /** One of the two dies of an AMD Instinct MI250 or MI250X, 64 GiB: the device plugin counts each. */
  public static readonly AMD_MI250X = new Accelerator(traitsOfRow('AMD MI250X'));

  /** AMD Instinct MI300A, 128 GiB. */
  public static readonly AMD_MI300A = new Accelerator(traitsOfRow('AMD MI300A'));

  /** AMD Instinct MI300X, 192 GiB. */
  public static readonly AMD_MI300X = new Accelerator(traitsOfRow('AMD MI300X'));

  /** AMD Instinct MI325X, 256 GiB. */
  public static readonly AMD_MI325X = new Accelerator(traitsOfRow('AMD MI325X'));

  /** AMD Instinct MI350X, 288 GiB. */
  public static readonly AMD_MI350X = new Accelerator(traitsOfRow('AMD MI350X'));

  /** AMD Instinct MI355X, 288 GiB. */
  public static readonly AMD_MI355X = new Accelerator(traitsOfRow('AMD MI355X'));

  /** Intel Gaudi 2, 96 GB. */
  public static readonly INTEL_GAUDI2 = new Accelerator(traitsOfRow('Intel Gaudi 2'));

  /** Intel Gaudi 3, 128 GB. */
  public static readonly INTEL_GAUDI3 = new Accelerator(traitsOfRow('Intel Gaudi 3'));

  /** Intel Arc B580, 12 GiB, with the driver `xe`. */
  public static readonly INTEL_ARC_B580 = new Accelerator(traitsOfRow('Intel Arc B580'));

  /** Intel Arc Pro B60, 24 GiB, with the driver `xe`. */
  public static readonly INTEL_ARC_PRO_B60 = new Accelerator(traitsOfRow('Intel Arc Pro B60'));

  /** Intel Data Center GPU Max 1550, 128 GiB, with the driver `i915`. */
  public static readonly INTEL_MAX_1550 = new Accelerator(traitsOfRow('Intel Max 1550'));

  /** Chips of a Google TPU v5e, 16 GiB each, at most 8 on a node; `topology` says which nodes. */
  public static readonly GOOGLE_TPU_V5E = new Accelerator(traitsOfRow('Google TPU v5e'));

  /** Chips of a Google TPU v5p, 95 GiB each, at most 4 on a node. */
  public static readonly GOOGLE_TPU_V5P = new Accelerator(traitsOfRow('Google TPU v5p'));

  /** Chips of a Google TPU v6e (Trillium), 32 GiB each, at most 8 on a node. */
  public static readonly GOOGLE_TPU_V6E = new Accelerator(traitsOfRow('Google TPU v6e'));

  /** Chips of a Google TPU v7 (Ironwood), 192 GiB and 2 cores each, at most 4 on a node. */
  public static readonly GOOGLE_TPU_V7 = new Accelerator(traitsOfRow('Google TPU v7'));

  /** AWS Inferentia2, 32 GiB and 2 NeuronCores. */
  public static readonly AWS_INFERENTIA2 = new Accelerator(traitsOfRow('AWS Inferentia2'));

  /** AWS Trainium1, 32 GiB and 2 NeuronCores. */
  public static readonly AWS_TRAINIUM1 = new Accelerator(traitsOfRow('AWS Trainium1'));

  /** AWS Trainium2, 96 GiB and 4 logical NeuronCores, each of two physical ones. */
  public static readonly AWS_TRAINIUM2 = new Accelerator(traitsOfRow('AWS Trainium2'));

  /** Huawei Ascend 910B, 64 GiB. */
  public static readonly HUAWEI_ASCEND_910B = new Accelerator(traitsOfRow('Huawei Ascend 910B'));

  /** Huawei Ascend 310P, 24 GiB. */
  public static readonly HUAWEI_ASCEND_310P = new Accelerator(traitsOfRow('Huawei Ascend 310P'));

  /**
   * A device that is not among the static members.
   *
   * @param props the facts about the device; throws when `resource` is no extended resource (`vendor.example/device`).
   *
   * @example
   * const npu = Accelerator.of({ name: 'NPU 1', resource: 'example.com/npu', memory: Size.gibibytes(32) });
   */
  public static of(props: AcceleratorProps): Accelerator {
    [props] = judged('Accelerator.of', [props], arguments);
    return new Accelerator(checkedAccelerator(props));
  }

  /** Name of the device, for messages. */
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

  /** Value of the label of the vendor's labeller, where there is one. */
  public readonly productLabel?: string;

  /** The most such devices that one node has, where it is known. */
  public readonly mostPerNode?: number;

  /** Number of cores of one device. The server runs one process on each. */
  public readonly cores: number;

  /** CPU architecture of the nodes with this device, where all have the same. */
  public readonly architecture?: CpuArchitecture;

  private readonly traits: AcceleratorTraits;

  private constructor(props: AcceleratorTraits) {
    const { taint = taintOf(props.resource), part = /\/mig-/.test(props.resource) ? 'MIG slice' : undefined } = props;
    this.traits = { ...props, taint, part };
    this.name = props.name;
    this.resource = props.resource;
    this.memory = props.memory;
    this.taint = taint;
    this.gkeName = props.gkeName;
    this.karpenterName = props.karpenterName;
    this.productLabel = props.productLabel;
    this.mostPerNode = props.mostPerNode;
    this.cores = props.cores ?? 1;
    this.architecture = props.architecture;
  }

  /**
   * The other facts that the library knows of it.
   *
   * @internal
   */
  public get _traits(): AcceleratorTraits {
    return this.traits;
  }

  /** Whether this is a slice of a GPU, made by NVIDIA's Multi-Instance GPU. A server can use one slice only. */
  public get isMig(): boolean {
    return this.traits.part === 'MIG slice';
  }

  /**
   * One slice of this GPU, made by NVIDIA's Multi-Instance GPU (MIG).
   *
   * @param profile a MIG profile, for example `1g.10gb` or `1g.10gb+me`; throws on a text that is no such profile, on one that this GPU is not divided
   * into, and for a device that is no `nvidia.com/gpu`.
   * @param options the resource that the slices are offered as.
   */
  public mig(profile: string, options: SliceOptions = {}): Accelerator {
    [profile, options] = judged('Accelerator#mig', [profile, options], arguments);
    return new Accelerator(checkedAccelerator(migTraits(this.traits, profile, options)));
  }

  /**
   * One partition of this AMD device. A server may use several of them.
   *
   * @param profile compute and memory mode, as the device plugin writes them: `cpx_nps4`; throws on one that the device does not have.
   * @param options the resource that the partitions are offered as.
   *
   * @example
   * const partition = Accelerator.AMD_MI300X.partition('cpx_nps4');
   */
  public partition(profile: string, options: SliceOptions = {}): Accelerator {
    [profile, options] = judged('Accelerator#partition', [profile, options], arguments);
    return new Accelerator(checkedAccelerator(partitionTraits(this.traits, profile, options)));
  }

  /**
   * A share of this device, or of a slice of it, for several Pods that use it at the same time. The Pod tolerates the taint of the whole device, and
   * the weights have to fit into its part of the memory.
   *
   * @param props how many share it, and how.
   *
   * @example
   * const share = Accelerator.NVIDIA_L4.shared({ replicas: 2 });
   */
  public shared(props: SharedAcceleratorProps): Accelerator {
    [props] = judged('Accelerator#shared', [props], arguments);
    return new Accelerator(checkedAccelerator(sharedTraits(this.traits, props)));
  }

  /**
   * The TPU chips of one node that are connected in this shape. The Pod gets all of them, and `ClusterDialect.GKE` selects nodes with this topology.
   *
   * @param topology the shape, as GKE writes it: `2x4`; throws on one of more than one node, and for a device that is no TPU.
   *
   * @example
   * const compute = Compute.gpu(Accelerator.GOOGLE_TPU_V6E.topology('2x4'), { cpu: Cpu.units(32), memory: Size.gibibytes(256) });
   */
  public topology(topology: string): Accelerator {
    judged('Accelerator#topology', [topology], arguments);
    return new Accelerator(checkedAccelerator(topologyTraits(this.traits, topology)));
  }
}
