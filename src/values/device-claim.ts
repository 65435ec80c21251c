import { Size } from 'cdk8s';
import { Accelerator } from './accelerator';
import { KubernetesVersion } from './kubernetes-version';
import { AcceleratorTraits } from './private/accelerator-parts';
import { checkedCount } from './private/checked-count';
import { memoryOfRequest, requestFor } from './private/claim-requests';
import { bytesOf } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_SUBDOMAIN, QUALIFIED_NAME } from '../ground/kubernetes-fields';
import { JsonObject } from '../ground/objects';

/** The request for devices. */
export interface DeviceRequestOptions {
  /**
   * The DeviceClass of the driver.
   *
   * @default - that of the vendor's driver: `gpu.nvidia.com`, for MIG slices `mig.nvidia.com`, `gpu.amd.com`, `gpu.intel.com`, `gaudi.intel.com`,
   * `tpu.google.com`
   */
  readonly deviceClass?: string;

  /**
   * CEL expressions, all of which have to hold for a device: `device.attributes['gpu.nvidia.com'].productName.contains('H100')`. An attribute that a
   * device does not have is an error, and the device is not taken.
   *
   * @default - any device of the class; of MIG slices those with the profile
   */
  readonly selectors?: string[];

  /**
   * A share of each device, by the capacities that its driver can divide: `{ memory: '20Gi' }`. The weights then have to fit into that memory. It
   * needs `kubernetesVersion` 1.36.
   *
   * @default - whole devices
   */
  readonly capacity?: { [name: string]: string };
}

/** Devices to take when those before them are not available. */
export interface DeviceAlternative extends DeviceRequestOptions {
  /** The kind of device. It has to be of the same vendor as the accelerator of the compute, because image and arguments are rendered once. */
  readonly accelerator: Accelerator;

  /** Number of devices.
   *
   * @default - the number of accelerators of the compute
   */
  readonly count?: number;
}

/** Devices of one Pod. */
export interface DeviceClaimOptions extends DeviceRequestOptions {
  /**
   * Devices to take, in this order, when those of the compute are not available. A server that divides a model among its devices needs the same
   * number of each (`device-alternatives-differ`).
   *
   * @default - none
   */
  readonly alternatives?: DeviceAlternative[];

  /**
   * Attributes that have the same value for all devices of the Pod: `resource.kubernetes.io/pcieRoot`, `gpu.nvidia.com/parentUUID`.
   *
   * @default - none
   */
  readonly matchAttributes?: string[];
}

/** The most choices that the API server takes. */
const MOST_CHOICES = 8;

/**
 * A claim with which the Pods get the accelerators of a compute from Dynamic Resource Allocation.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 *
 * @example
 * const compute = Compute.gpu(Accelerator.NVIDIA_H100, {
 *   count: 2, cpu: Cpu.units(16), memory: Size.gibibytes(128),
 *   claim: DeviceClaim.devices({ selectors: ["device.attributes['gpu.nvidia.com'].productName.contains('H100')"] }),
 * });
 */
export class DeviceClaim {
  static { brand(this, 'DeviceClaim'); }

  /**
   * Each Pod gets its own devices. The library makes a ResourceClaimTemplate with the count of the compute.
   *
   * @param options the requirements on the devices.
   *
   * @example
   * const share = DeviceClaim.devices({ capacity: { memory: '20Gi' } });
   */
  public static devices(options: DeviceClaimOptions = {}): DeviceClaim {
    [options] = judged('DeviceClaim.devices', [options], arguments);
    return new DeviceClaim(options);
  }

  /**
   * An existing ResourceClaimTemplate. It has to request the accelerators of the compute, because everything else is derived from those.
   *
   * @param name its name, in the namespace of the model.
   *
   * @example
   * const two = DeviceClaim.existingTemplate('two-h100');
   */
  public static existingTemplate(name: string): DeviceClaim {
    judged('DeviceClaim.existingTemplate', [name], arguments);
    return new DeviceClaim(undefined, { resourceClaimTemplateName: checkedName(name) });
  }

  /**
   * An existing ResourceClaim, whose devices all Pods share.
   *
   * @param name its name, in the namespace of the model.
   *
   * @example
   * const shared = DeviceClaim.existingClaim('one-l4');
   */
  public static existingClaim(name: string): DeviceClaim {
    judged('DeviceClaim.existingClaim', [name], arguments);
    return new DeviceClaim(undefined, { resourceClaimName: checkedName(name) });
  }

  /**
   * The claim or template that is there already; nothing where one is made.
   *
   * @internal
   */
  public readonly _existing: { readonly [member: string]: string };

  private constructor(private readonly options: DeviceClaimOptions | undefined, existing: { readonly [member: string]: string } = {}) {
    this._existing = existing;
    for (const attribute of options?.matchAttributes ?? []) {
      mustBe(QUALIFIED_NAME, attribute, 'matchAttributes of a claim', 'give the attribute with its domain, for example "gpu.nvidia.com/parentUUID"');
    }
    const choices = 1 + (options?.alternatives ?? []).length;
    if (choices > MOST_CHOICES) {
      throw invalid({ what: 'alternatives of a claim', got: `${choices - 1} of them`, allowed: `at most ${MOST_CHOICES - 1}`, fix: 'leave the last ones out' });
    }
  }

  /**
   * Throws when the devices cannot be claimed this way.
   *
   * @internal
   */
  public _check(device: AcceleratorTraits): void {
    const vendor = (resource: string) => resource.slice(0, resource.indexOf('/'));
    for (const { accelerator } of this.options?.alternatives ?? []) {
      if (vendor(accelerator.resource) === vendor(device.resource)) continue;
      throw invalid({
        what: 'alternative of a claim',
        got: accelerator.name,
        allowed: `devices of ${vendor(device.resource)}, as ${device.name} is: one image serves on all of them`,
        fix: 'make a model for each vendor',
      });
    }
    this._spec(device, checkedCount(device, undefined));
  }

  /**
   * The `spec` of a claim; undefined where one is there already.
   *
   * @internal
   */
  public _spec(device: AcceleratorTraits, count: number): JsonObject | undefined {
    if (this.options === undefined) return undefined;
    const { alternatives = [], matchAttributes = [], ...request } = this.options;
    const first = requestFor(device, count, request);
    const others = this._choices(count).map((choice, index) => ({
      name: `choice-${index + 2}`,
      ...requestFor(choice.device, choice.count, alternatives[index]),
    }));
    return {
      devices: {
        requests: [others.length === 0 ? { name: 'devices', exactly: first } : {
          name: 'devices',
          firstAvailable: [{ name: 'choice-1', ...first }, ...others],
        }],
        ...(matchAttributes.length > 0 && { constraints: matchAttributes.map(matchAttribute => ({ requests: ['devices'], matchAttribute })) }),
      },
    };
  }

  /**
   * The devices that are taken in place of those of the compute, in their order.
   *
   * @internal
   */
  public _choices(count: number): { readonly device: AcceleratorTraits; readonly count: number }[] {
    return (this.options?.alternatives ?? []).map(one => ({
      device: one.accelerator._traits, count: checkedCount(one.accelerator._traits, one.count ?? one.accelerator._traits.chips ?? count),
    }));
  }

  /**
   * Memory of the devices, of several choices that of the smallest; undefined where one is not known.
   *
   * @internal
   */
  public _memory(device: AcceleratorTraits, count: number): Size | undefined {
    const { alternatives = [], ...request } = this.options ?? {};
    const others = this._choices(count).map((choice, index) => memoryOfRequest(choice.device, choice.count, alternatives[index]));
    const all = [memoryOfRequest(device, count, request), ...others];
    return all.reduce((least, one) => (least === undefined || one === undefined ? undefined : bytesOf(one) < bytesOf(least) ? one : least));
  }

  /**
   * Shares of the memory of one device that are asked for, each with the device.
   *
   * @internal
   */
  public _shares(device: AcceleratorTraits): readonly { readonly device: AcceleratorTraits; readonly memory: Size; readonly said: string }[] {
    const { alternatives = [], capacity } = this.options ?? {};
    return [{ device, capacity }, ...alternatives.map(one => ({ device: one.accelerator._traits, capacity: one.capacity }))].flatMap(choice => {
      const memory = memoryOfRequest(choice.device, 1, choice);
      return choice.capacity?.memory === undefined || memory === undefined ? [] : [{ device: choice.device, memory, said: choice.capacity.memory }];
    });
  }

  /**
   * The API that the clusters have to have, and from which version on.
   *
   * @internal
   */
  public get _needs(): readonly (readonly [what: string, since: KubernetesVersion])[] {
    const shares = [this.options ?? {}, ...this.options?.alternatives ?? []].some(({ capacity }) => capacity !== undefined);
    return [['the claim of compute (resource.k8s.io/v1)', KubernetesVersion.of('1.34')], ...(shares
      ? [['capacity of the claim', KubernetesVersion.of('1.36')] as const]
      : [])];
  }

  /**
   * The attributes that tell its devices from others of the same resource; nothing where any is taken.
   *
   * @internal
   */
  public get _selects(): { readonly [key: string]: string } {
    const { selectors = [], deviceClass } = this.options ?? {};
    return { ...this._existing, ...(deviceClass !== undefined && { deviceClass }), ...(selectors.length > 0 && { selectors: selectors.join(' && ') }) };
  }
}

function checkedName(name: string): string {
  mustBe(DNS_SUBDOMAIN, name, 'name of a claim of devices', 'give the name as "kubectl get resourceclaimtemplates,resourceclaims" lists it');
  return name;
}
