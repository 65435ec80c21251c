import { Size } from 'cdk8s';
import { Accelerator } from './accelerator';
import { Cpu } from './cpu';
import { CpuArchitecture } from './cpu-architecture';
import { DeviceClaim } from './device-claim';
import { NetworkDevice } from './network-device';
import { checkedCount } from './private/checked-count';
import { bytesOf, checkedSize, quantityOf, showBytes } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { QUANTITY } from '../ground/kubernetes-fields';
import { checkOtherResource } from '../ground/resources';

/** The resources of one replica without accelerators. */
export interface CpuComputeProps {
  /** CPU to reserve (`requests.cpu`). */
  readonly cpu: Cpu;

  /**
   * The most CPU it may use (`limits.cpu`).
   *
   * @default - no limit, because a throttled server misses its probes, and the request already guarantees its share
   */
  readonly cpuLimit?: Cpu;

  /** Memory to reserve (`requests.memory`). */
  readonly memory: Size;

  /**
   * The most memory it may use (`limits.memory`). A container that uses more is killed.
   *
   * @default - equal to `memory`, so that the node does not run out of memory while the server runs
   */
  readonly memoryLimit?: Size;

  /**
   * Local disk to reserve (`requests.ephemeral-storage`).
   *
   * @default - the sizes of the disk-backed emptyDir volumes of the Pod, and 2 GiB for logs and other writes of the container
   */
  readonly ephemeralStorage?: Size;

  /**
   * The most local disk it may use (`limits.ephemeral-storage`). A Pod that writes more to its emptyDir volumes, its logs and its image is evicted.
   *
   * @default - no limit, or with `limitEphemeralStorage` the amount that is requested
   */
  readonly ephemeralStorageLimit?: Size;

  /**
   * Whether to limit the local disk to the amount that is requested: `ephemeralStorage`, or the amount that is derived from the volumes.
   *
   * @default false
   */
  readonly limitEphemeralStorage?: boolean;

  /**
   * Network devices of the Pod, for example EFA or RDMA adapters. Request and limit are the same.
   *
   * @default - none
   */
  readonly networkDevices?: NetworkDevice[];

  /**
   * Amounts of other resources by their key, for example `hugepages-2Mi` or `smarter-devices/fuse`. Request and limit are the same.
   *
   * @default - none
   */
  readonly otherResources?: { [name: string]: string };

  /**
   * CPU architecture of the nodes: arm64 for Graviton, Axion or Cobalt. The Pod then selects such nodes (`kubernetes.io/arch`). An image that is not
   * known to exist for arm64 is a warning (`image-architecture-unknown`).
   *
   * @default - the architecture that all nodes with the accelerator have; where they differ, or without an accelerator, the Pod selects none
   */
  readonly architecture?: CpuArchitecture;
}

/** The resources of one replica with accelerators. */
export interface GpuComputeProps extends CpuComputeProps {
  /**
   * Number of accelerators of one replica. Request and limit are the same, and tensor parallelism is derived from it.
   *
   * @default - 1; for an accelerator with a topology, the number of its chips
   */
  readonly count?: number;

  /**
   * A claim with which the Pod gets its accelerators from Dynamic Resource Allocation, in place of their extended resource. It needs
   * `kubernetesVersion` 1.34 or newer, and the driver of the vendor.
   *
   * @default - none: the Pod requests the extended resource, which a cluster may serve by Dynamic Resource Allocation as well
   */
  readonly claim?: DeviceClaim;
}

/**
 * The resources of one replica of a model, which are those of the server's container in one Pod.
 *
 * @example
 * const compute = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
 */
export class Compute {
  static { brand(this, 'Compute'); }

  /**
   * A replica without accelerators.
   *
   * @param props the resources that it needs; throws when a limit is below its request.
   *
   * @example
   * const compute = Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(32) });
   */
  public static cpu(props: CpuComputeProps): Compute {
    [props] = judged('Compute.cpu', [props], arguments);
    return new Compute(props);
  }

  /**
   * A replica with accelerators of one kind.
   *
   * @param accelerator the kind of accelerator.
   * @param props how many, and the other resources that it needs; throws on a count that is not a whole number from 1 on, and on several MIG slices.
   *
   * @example
   * const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(8), memory: Size.gibibytes(48) });
   */
  public static gpu(accelerator: Accelerator, props: GpuComputeProps): Compute {
    [accelerator, props] = judged('Compute.gpu', [accelerator, props], arguments);
    return new Compute(props, accelerator);
  }

  /** The kind of accelerator, if any. */
  public readonly accelerator?: Accelerator;

  /** Accelerators of one replica; 0 without an accelerator. */
  public readonly acceleratorCount: number;

  /** CPU that is reserved. It is not called `cpu`, because some languages have no room for a property beside the factory of that name. */
  public readonly cpuRequest: Cpu;

  /** The most CPU it may use; `undefined` for no limit. */
  public readonly cpuLimit?: Cpu;

  /** Memory that is reserved. */
  public readonly memory: Size;

  /** The most memory it may use. */
  public readonly memoryLimit: Size;

  /** Local disk that is reserved, where it was given. */
  public readonly ephemeralStorage?: Size;

  /** CPU architecture of the nodes, where it was given or follows from the accelerator. */
  public readonly architecture?: CpuArchitecture;
  /** The most local disk, where it was given. */
  public readonly ephemeralStorageLimit?: Size;

  /**
   * Whether the local disk is limited to what is requested.
   * @internal
   */
  public readonly _limitsDisk: boolean;

  /** The claim of the accelerators, where Dynamic Resource Allocation hands them out. */
  public readonly claim?: DeviceClaim;

  private readonly rendered: { readonly requests: { [name: string]: string }; readonly limits: { [name: string]: string } };

  private constructor(private readonly props: GpuComputeProps, accelerator?: Accelerator) {
    this.accelerator = accelerator;
    this.acceleratorCount = accelerator ? checkedCount(accelerator._traits, props.count) : 0;
    this.architecture = checkedArchitecture(props.architecture, accelerator);
    this.cpuRequest = props.cpu;
    this.cpuLimit = props.cpuLimit;
    this.memory = checkedSize('memory', props.memory);
    this.memoryLimit = props.memoryLimit ? checkedSize('memoryLimit', props.memoryLimit) : props.memory;
    this.ephemeralStorage = props.ephemeralStorage && checkedSize('ephemeralStorage', props.ephemeralStorage);
    this.ephemeralStorageLimit = checkedDiskLimit(props);
    this._limitsDisk = props.limitEphemeralStorage ?? false;
    for (const [what, cpu] of [['cpu', props.cpu], ['cpuLimit', props.cpuLimit]] as const) {
      if (cpu) mustBe(QUANTITY, cpu.amount, what, 'use for example Cpu.units(4) or Cpu.millis(500)');
    }
    for (const [key, amount] of Object.entries(props.otherResources ?? {})) checkOtherResource(key, amount, accelerator?.resource);
    checkNetwork(props);
    this.claim = props.claim;
    if (accelerator) props.claim?._check(accelerator._traits);
    if (bytesOf(this.memoryLimit) < bytesOf(this.memory)) {
      throw invalid({
        what: 'memoryLimit',
        got: showBytes(bytesOf(this.memoryLimit)),
        allowed: `at least the memory requested, ${showBytes(bytesOf(this.memory))}`,
        fix: 'raise memoryLimit, or leave it out',
      });
    }
    if (props.cpuLimit && milli(props.cpuLimit.amount) < milli(props.cpu.amount)) {
      const allowed = `at least the CPU requested, ${props.cpu.amount}`;
      throw invalid({ what: 'cpuLimit', got: props.cpuLimit.amount, allowed, fix: 'raise cpuLimit, or leave it out' });
    }
    this.rendered = this.render(props);
  }

  /** Number of cores of all accelerators of one replica together. The degrees of parallelism multiply to it. */
  public get acceleratorCores(): number {
    return this.acceleratorCount * (this.accelerator?.cores ?? 1);
  }

  /**
   * Memory of all accelerators of one replica together, where it is known. Where a claim leaves a choice between devices, it is that of the smallest
   * choice.
   */
  public get acceleratorMemory(): Size | undefined {
    if (this.accelerator === undefined) return undefined;
    return this.claim?._memory(this.accelerator._traits, this.acceleratorCount)
      ?? (this.accelerator.memory && Size.kibibytes(this.accelerator.memory.toKibibytes() * this.acceleratorCount));
  }

  /**
   * The same with another number of accelerators; throws on one that can never be had.
   *
   * @internal
   */
  public _withCount(count: number): Compute {
    return new Compute({ ...this.props, count }, this.accelerator);
  }

  /** `requests`, by resource key, as Kubernetes quantities. */
  public get requests(): { [name: string]: string } {
    return { ...this.rendered.requests };
  }

  /** `limits`, by resource key, as Kubernetes quantities. */
  public get limits(): { [name: string]: string } {
    return { ...this.rendered.limits };
  }

  private render(props: GpuComputeProps): Compute['rendered'] {
    const equal = {
      ...(this.accelerator && this.claim === undefined && { [this.accelerator.resource]: String(this.acceleratorCount) }),
      ...Object.assign({}, ...(props.networkDevices ?? []).map(device => device._resources)) as { [name: string]: string },
      ...props.otherResources,
    };
    return {
      requests: {
        cpu: props.cpu.amount,
        memory: quantityOf(this.memory),
        ...(this.ephemeralStorage && { 'ephemeral-storage': quantityOf(this.ephemeralStorage) }),
        ...equal,
      },
      limits: {
        ...(props.cpuLimit && { cpu: props.cpuLimit.amount }),
        memory: quantityOf(this.memoryLimit),
        ...(this.ephemeralStorageLimit && { 'ephemeral-storage': quantityOf(this.ephemeralStorageLimit) }),
        ...equal,
      },
    };
  }
}

/** Throws on two ways to say the same resource. */
function checkNetwork({ networkDevices = [], otherResources = {} }: GpuComputeProps): void {
  const seen = new Set(Object.keys(otherResources));
  for (const key of networkDevices.flatMap(device => Object.keys(device._resources))) {
    if (seen.has(key)) {
      throw invalid({
        what: 'networkDevices',
        got: key,
        allowed: 'each resource once, here or in otherResources',
        fix: 'give one NetworkDevice of the kind with the whole count',
      });
    }
    seen.add(key);
  }
}

function checkedArchitecture(said: CpuArchitecture | undefined, accelerator: Accelerator | undefined): CpuArchitecture | undefined {
  const only = accelerator?.architecture;
  if (said === undefined || only === undefined || said === only) return said ?? only;
  throw invalid({ what: 'architecture', got: said, allowed: `${only}: nodes with ${accelerator!.name} have no other`, fix: 'leave it out' });
}

function milli(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}

function checkedDiskLimit({ ephemeralStorage: asked, ephemeralStorageLimit: given, limitEphemeralStorage }: GpuComputeProps): Size | undefined {
  const limit = given ? checkedSize('ephemeralStorageLimit', given) : limitEphemeralStorage ? asked : undefined;
  if (limit !== undefined && asked !== undefined && bytesOf(limit) < bytesOf(asked)) {
    throw invalid({
      what: 'ephemeralStorageLimit',
      got: showBytes(bytesOf(limit)),
      allowed: `at least the disk requested, ${showBytes(bytesOf(asked))}`,
      fix: 'raise ephemeralStorageLimit, or leave it out',
    });
  }
  return limit;
}
