import { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { checkedSize, quantityOf } from '../ground/bytes';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedObjectName } from '../ground/names';
import { compact, JsonObject } from '../ground/objects';
import { PersistentVolumeAccessMode } from '../values/persistent-volume-access-mode';
import { PodVolume } from '../values/pod-volume';

/** A claim that the library makes for one model, shared by its Pods. */
export interface ModelCacheClaimProps {
  /** Size that is requested. */
  readonly size: Size;

  /**
   * The storage class; an empty text binds a volume that exists and has no class, and provisions none.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Who can mount it. With several replicas, or a surge, it has to be one that several nodes can mount.
   *
   * @default - ReadWriteOnce
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/** A claim that exists. */
export interface ModelCacheExistingClaimOptions {
  /**
   * Who can mount it. With several replicas, or a surge, it has to be one that several nodes can mount.
   *
   * @default - ReadWriteOnce
   */
  readonly accessMode?: PersistentVolumeAccessMode;

  /**
   * Its size, to check that the model fits.
   *
   * @default - unknown
   */
  readonly size?: Size;
}

/** A claim made for each Pod. */
export interface ModelCachePerPodOptions {
  /**
   * Size that is requested.
   *
   * @default - derived from the size of the model, as for `emptyDir`
   */
  readonly size?: Size;

  /**
   * The storage class; an empty text binds a volume that exists and has no class, and provisions none.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}

/** An empty folder on the node's disk. */
export interface ModelCacheEmptyDirOptions {
  /**
   * The most it may hold.
   *
   * @default - 1.2 times the size of the model; when that is unknown, of the accelerators' memory, which the weights have to fit in; of the memory limit without accelerators
   */
  readonly size?: Size;
}

/**
 * Where the weights land in the Pod or in the cluster.
 *
 * @example
 * const cache = ModelCache.perPod({ storageClassName: 'fast' });
 */
export class ModelCache {
  static { brand(this, 'ModelCache'); }

  /**
   * A sized empty folder on the node's disk: simple, private to the Pod, filled again at each start. The default.
   *
   * @param options its size.
   *
   * @example
   * const cache = ModelCache.emptyDir({ size: Size.gibibytes(40) });
   */
  public static emptyDir(options: ModelCacheEmptyDirOptions = {}): ModelCache {
    [options] = judged('ModelCache.emptyDir', [options], arguments);
    return new ModelCache({ size: options.size, volume: (name, size) => PodVolume.emptyDir(name, { sizeLimit: size }) });
  }

  /**
   * A claim made for each Pod, for models that do not fit on the node's disk.
   *
   * @param options size and class.
   *
   * @example
   * const cache = ModelCache.perPod({ size: Size.gibibytes(200), storageClassName: 'fast' });
   */
  public static perPod(options: ModelCachePerPodOptions = {}): ModelCache {
    [options] = judged('ModelCache.perPod', [options], arguments);
    const { storageClassName } = options;
    return new ModelCache({ size: options.size, volume: (name, size) => PodVolume.ephemeralClaim(name, { size, storageClassName }) });
  }

  /**
   * A claim `<model>-cache` made beside the Deployment and shared by the model's Pods: the weights outlive a Pod.
   *
   * @param props size, class, access mode.
   *
   * @example
   * const cache = ModelCache.claim({ size: Size.gibibytes(200), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
   */
  public static claim(props: ModelCacheClaimProps): ModelCache {
    [props] = judged('ModelCache.claim', [props], arguments);
    const accessMode: string = props.accessMode ?? 'ReadWriteOnce';
    const spec = compact({
      accessModes: [accessMode],
      resources: { requests: { storage: quantityOf(checkedSize('size of the cache', props.size)) } },
      storageClassName: props.storageClassName,
    });
    return new ModelCache({
      size: props.size, accessMode, claimSpec: spec, volume: (name, _size, claimName) => PodVolume.existingClaim(name, claimName),
    });
  }

  /**
   * A claim that exists, shared by the model's Pods, and by other models, each in a folder of its own.
   *
   * @param claimName `metadata.name` of the claim, in the Pod's namespace.
   * @param options the facts that are known of it.
   *
   * @example
   * const cache = ModelCache.existingClaim('models', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
   */
  public static existingClaim(claimName: string, options: ModelCacheExistingClaimOptions = {}): ModelCache {
    [claimName, options] = judged('ModelCache.existingClaim', [claimName, options], arguments);
    checkedObjectName('claim name', claimName);
    const { size, accessMode = 'ReadWriteOnce' } = options;
    return new ModelCache({ size, accessMode, volume: name => PodVolume.existingClaim(name, claimName) });
  }

  /**
   * As `existingClaim`, with a claim made with cdk8s-plus; its access modes and namespace are read from it where it says them.
   *
   * @param claim a cdk8s-plus `PersistentVolumeClaim`, or the reference that `fromClaimName` gives.
   *
   * @example
   * const cache = ModelCache.fromPersistentVolumeClaim(claim);
   */
  public static fromPersistentVolumeClaim(claim: kplus.IPersistentVolumeClaim): ModelCache {
    judged('ModelCache.fromPersistentVolumeClaim', [claim], arguments);
    const known = claim as Partial<kplus.PersistentVolumeClaim>;
    const modes: string[] = known.accessModes ?? [];
    const shared = modes.find(mode => mode === 'ReadWriteMany');
    return new ModelCache({ size: known.storage, accessMode: shared ?? modes[0] ?? 'ReadWriteOnce', volume: name => PodVolume.fromPersistentVolumeClaim(name, claim) });
  }

  /** Its size, where it was given. */
  public readonly size?: Size;

  private readonly plan: CachePlan;

  private constructor(plan: CachePlan) {
    this.plan = plan;
    this.size = plan.size && checkedSize('size of the cache', plan.size);
  }

  /** Whether several Pods share it. */
  public get shared(): boolean {
    return this.plan.accessMode !== undefined;
  }

  /** The access mode of a shared cache, as Kubernetes spells it. */
  public get accessMode(): string | undefined {
    return this.plan.accessMode;
  }

  /**
   * The `spec` of the claim that the library makes, if it makes one.
   * @internal
   */
  public get _claimSpec(): JsonObject | undefined {
    return this.plan.claimSpec;
  }

  /**
   * The Pod's volume.
   * @internal
   */
  public _volume(name: string, size: Size, claimName: string): PodVolume {
    return this.plan.volume(name, this.plan.size ?? size, claimName);
  }
}

interface CachePlan {
  readonly size?: Size;
  readonly accessMode?: string;
  readonly claimSpec?: JsonObject;
  volume(name: string, size: Size, claimName: string): PodVolume;
}
