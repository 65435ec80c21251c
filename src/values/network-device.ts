import { Size } from 'cdk8s';
import { quantityOf } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkOtherResource } from '../ground/resources';

/** The Elastic Fabric Adapters of a Pod. */
export interface EfaProps {
  /** Number of adapters of one Pod; a `p5.48xlarge` has 32. */
  readonly count: number;

  /**
   * Huge pages of 2 MiB for the adapters. They come from those that the node has reserved, and do not count against the memory limit.
   *
   * @default Size.mebibytes(5120)
   */
  readonly hugePages?: Size;
}

/** Network devices behind an extended resource. */
export interface NetworkDeviceProps {
  /** The extended resource that the device plugin offers, for example `rdma/hca_shared_devices_a`. */
  readonly resource: string;

  /**
   * Number of devices of one Pod.
   * @default 1
   */
  readonly count?: number;
}

/**
 * Adapters of a fast network, as extended resources beside the accelerators. A server that registers memory with them needs the capability
 * `IPC_LOCK` as well, which `security.addCapabilities` gives.
 *
 * @example
 * const compute = Compute.gpu(Accelerator.NVIDIA_H100, {
 *   count: 8, cpu: Cpu.units(96), memory: Size.gibibytes(1024), networkDevices: [NetworkDevice.efa({ count: 32 })],
 * });
 */
export class NetworkDevice {
  static { brand(this, 'NetworkDevice'); }

  /**
   * Elastic Fabric Adapters of Amazon EC2 (`vpc.amazonaws.com/efa`), with the huge pages that they need.
   * https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html
   *
   * @param props how many; throws on a count that is not a whole number from 1 on.
   *
   * @example
   * const efa = NetworkDevice.efa({ count: 4 });
   */
  public static efa(props: EfaProps): NetworkDevice {
    [props] = judged('NetworkDevice.efa', [props], arguments);
    return new NetworkDevice('vpc.amazonaws.com/efa', props.count, { 'hugepages-2Mi': quantityOf(props.hugePages ?? Size.mebibytes(5120)) });
  }

  /**
   * Adapters for RDMA, InfiniBand or RoCE, by the resource that their device plugin is configured to offer.
   *
   * @param props the resource, and how many; throws when `resource` is no extended resource.
   *
   * @example
   * const rdma = NetworkDevice.rdma({ resource: 'rdma/hca_shared_devices_a' });
   */
  public static rdma(props: NetworkDeviceProps): NetworkDevice {
    [props] = judged('NetworkDevice.rdma', [props], arguments);
    return new NetworkDevice(props.resource, props.count ?? 1, {});
  }

  /** The extended resource. */
  public readonly resource: string;

  /** Number of devices of one Pod. */
  public readonly count: number;

  private readonly resources: { readonly [name: string]: string };

  private constructor(resource: string, count: number, more: { readonly [name: string]: string }) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw invalid({ what: `count of ${resource}`, got: count, allowed: 'a whole number from 1 on', fix: 'network devices are given whole' });
    }
    this.resource = resource;
    this.count = count;
    this.resources = { [resource]: String(count), ...more };
    for (const [key, amount] of Object.entries(this.resources)) checkOtherResource(key, amount);
  }

  /**
   * Amounts by resource, requested and limited alike.
   *
   * @internal
   */
  public get _resources(): { readonly [name: string]: string } {
    return this.resources;
  }
}
