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

/** The resources that one replica needs of a node without accelerators. */
export interface CpuComputeProps {
  /** CPU that is reserved (`requests.cpu`). */
  readonly cpu: Cpu;

  /**
   * The most CPU it may use (`limits.cpu`).
   *
   * @default - no limit: a throttled server misses its probes, and the request already guarantees the share
   */
  readonly cpuLimit?: Cpu;

  /** Memory that is reserved (`requests.memory`). */
  readonly memory: Size;

  /**
   * The most memory it may use (`limits.memory`); beyond it the container is killed.
   *
   * @default - equal to `memory`, so that the node cannot run out of it under the server
   */
  readonly memoryLimit?: Size;

  /**
   * Local disk that is reserved (`requests.ephemeral-storage`).
   *
   * @default - the sizes of the Pod's disk-backed emptyDir volumes and 2Gi for the image's own writes and logs
   */
  readonly ephemeralStorage?: Size;

  /**
   * The most local disk (`limits.ephemeral-storage`): a Pod that writes more to its emptyDir volumes, logs and image is evicted.
   *
   * @default - no limit, or with `limitEphemeralStorage` what is requested
   */
  readonly ephemeralStorageLimit?: Size;

  /**
   * Whether the local disk is limited to what is requested, which is derived from the volumes where `ephemeralStorage` does not say it.
   *
   * @default false
   */
  readonly limitEphemeralStorage?: boolean;

  /**
   * Network devices of the Pod, for example EFA or RDMA adapters; they are requested and limited alike.
   *
   * @default - none
   */
  readonly networkDevices?: NetworkDevice[];

  /**
   * Other resources, requested and limited alike, by their key; for example `hugepages-2Mi` or `smarter-devices/fuse`.
   *
   * @default - none
   */
  readonly otherResources?: { [name: string]: string };

  /**
   * The CPU architecture of the nodes, which the Pod then selects (`kubernetes.io/arch`): arm64 for Graviton, Axion or Cobalt. An image that is not
   * known to be made for arm64 is a warning (`image-architecture-unknown`).
   *
   * @default - that of the nodes of the accelerator, where they have no other; else no node is selected by it
   */
  readonly architecture?: CpuArchitecture;
}

/** The resources that one replica needs of a node with accelerators. */
export interface GpuComputeProps extends CpuComputeProps {
  /**
   * Accelerators of one replica; they are requested and limited alike, and tensor parallelism is derived from them.
   *
   * @default - 1; the chips of the topology, for an accelerator that has one
   */
  readonly count?: number;

  /**
   * A claim by which Dynamic Resource Allocation hands the accelerators out, in place of their extended resource. It needs `kubernetesVersion` 1.34, and
   * the driver of the vendor.
   *
   * @default - none: the extended resource is requested, which a cluster may serve by Dynamic Resource Allocation as well
   */
  readonly claim?: DeviceClaim;
}

/**
 * Resources of one replica of a model: of one Pod's server container.
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
   * @param accelerator the kind.
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

  /** CPU that is reserved; `Compute.cpu` is a factory, and languages with one name for both have no room for a property beside it. */
  public readonly cpuRequest: Cpu;

  /** The most CPU it may use; `undefined` for no limit. */
  public readonly cpuLimit?: Cpu;

  /** Memory that is reserved. */
  public readonly memory: Size;

  /** The most memory it may use. */
  public readonly memoryLimit: Size;

  /** Local disk that is reserved, where it was given. */
  public readonly ephemeralStorage?: Size;

  /** The CPU architecture of the nodes, where it is said or follows from the accelerator. */
  public readonly architecture?: CpuArchitecture;
  /** The most local disk, where it was given. */
  public readonly ephemeralStorageLimit?: Size;

  /**
   * Whether the local disk is limited to what is requested.
   * @internal
   */
  public readonly _limitsDisk: boolean;

  /** How the devices are claimed, where Dynamic Resource Allocation hands them out. */
  public readonly claim?: DeviceClaim;

  private readonly rendered: { readonly requests: { [name: string]: string }; readonly limits: { [name: string]: string } };

  private constructor(props: GpuComputeProps, accelerator?: Accelerator) {
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
    checkCpu('cpu', props.cpu);
    if (props.cpuLimit) checkCpu('cpuLimit', props.cpuLimit);
    for (const [key, amount] of Object.entries(props.otherResources ?? {})) checkOtherResource(key, amount, accelerator?.resource);
    checkNetwork(props);
    this.claim = props.claim;
    if (accelerator) props.claim?._check(accelerator._traits);
    if (bytesOf(this.memoryLimit) < bytesOf(this.memory)) {
      throw invalid({ what: 'memoryLimit', got: showBytes(bytesOf(this.memoryLimit)), allowed: `at least the memory requested, ${showBytes(bytesOf(this.memory))}`, fix: 'raise memoryLimit, or leave it out' });
    }
    if (props.cpuLimit && milli(props.cpuLimit.amount) < milli(props.cpu.amount)) {
      throw invalid({ what: 'cpuLimit', got: props.cpuLimit.amount, allowed: `at least the CPU requested, ${props.cpu.amount}`, fix: 'raise cpuLimit, or leave it out' });
    }
    this.rendered = this.render(props);
  }

  /** Cores of all accelerators of one replica together: the processes that degrees of parallelism multiply to. */
  public get acceleratorCores(): number {
    return this.acceleratorCount * (this.accelerator?.cores ?? 1);
  }

  /** Memory of all accelerators of one replica together, where it is known; of several choices, of that with the least. */
  public get acceleratorMemory(): Size | undefined {
    if (this.accelerator === undefined) return undefined;
    return this.claim?._memory(this.accelerator._traits, this.acceleratorCount) ?? memoryOf(this.accelerator.memory, this.acceleratorCount);
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
    if (seen.has(key)) throw invalid({ what: 'networkDevices', got: key, allowed: 'each resource once, here or in otherResources', fix: 'give one NetworkDevice of the kind with the whole count' });
    seen.add(key);
  }
}

function checkedArchitecture(said: CpuArchitecture | undefined, accelerator: Accelerator | undefined): CpuArchitecture | undefined {
  const only = accelerator?.architecture;
  if (said === undefined || only === undefined || said === only) return said ?? only;
  throw invalid({ what: 'architecture', got: said, allowed: `${only}: nodes with ${accelerator!.name} have no other`, fix: 'leave it out' });
}

function memoryOf(one: Size | undefined, count: number): Size | undefined {
  return one && Size.kibibytes(one.toKibibytes() * count);
}

function checkCpu(what: string, cpu: Cpu): void {
  mustBe(QUANTITY, cpu.amount, what, 'use for example Cpu.units(4) or Cpu.millis(500)');
}

function milli(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}

function checkedDiskLimit({ ephemeralStorage: asked, ephemeralStorageLimit: given, limitEphemeralStorage }: GpuComputeProps): Size | undefined {
  const limit = given ? checkedSize('ephemeralStorageLimit', given) : limitEphemeralStorage ? asked : undefined;
  if (limit !== undefined && asked !== undefined && bytesOf(limit) < bytesOf(asked)) {
    throw invalid({ what: 'ephemeralStorageLimit', got: showBytes(bytesOf(limit)), allowed: `at least the disk requested, ${showBytes(bytesOf(asked))}`, fix: 'raise ephemeralStorageLimit, or leave it out' });
  }
  return limit;
}
