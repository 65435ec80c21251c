import { Duration, Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { ASSUMED_MODE, CacheJob, CachePlan } from './private/cache-plan';
import { accessModeOf, ModelCacheVolumeOptions } from './private/cache-volume';
import { checkedSize, quantityOf } from '../ground/bytes';
import { sizeOfClaim } from '../ground/claim-size';
import { checkedDuration } from '../ground/durations';
import { invalid } from '../ground/errors';
import { mustBe, whole } from '../ground/fields';
import { checkedImage } from '../ground/images';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { INT32 } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';
import { compact, JsonObject } from '../ground/objects';
import { PersistentVolumeAccessMode } from '../values/persistent-volume-access-mode';
import { PodVolume } from '../values/pod-volume';
import { PodVolumeOptions } from '../values/pod-volume-options';

/** The claim that the library makes for one model, and that its Pods share. */
export interface ModelCacheClaimProps {
  /** Size to request. */
  readonly size: Size;

  /**
   * Name of the storage class. An empty text binds an existing volume without a class, and provisions none.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Access mode of the claim. With several replicas or a surge, several nodes have to be able to mount it.
   *
   * @default - ReadWriteOnce
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/** Facts about an existing claim. */
export interface ModelCacheExistingClaimOptions {
  /**
   * Access mode of the claim. With several replicas or a surge, several nodes have to be able to mount it.
   *
   * @default - ReadWriteOnce
   */
  readonly accessMode?: PersistentVolumeAccessMode;

  /**
   * Size of the claim, so that the library can check that the model fits.
   *
   * @default - unknown
   */
  readonly size?: Size;
}

/** The claim that each Pod gets for itself. */
export interface ModelCachePerPodOptions {
  /**
   * Size to request.
   *
   * @default - derived from the size of the model, as for `emptyDir`
   */
  readonly size?: Size;

  /**
   * Name of the storage class. An empty text binds an existing volume without a class, and provisions none.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}

/** An empty folder on the node's disk. */
export interface ModelCacheEmptyDirOptions {
  /**
   * The most data that it may hold.
   *
   * @default - 1.2 times the size of the model; when that is unknown, 1.2 times the memory of the accelerators, which the weights have to fit in, or
   * without accelerators 1.2 times the memory limit
   */
  readonly size?: Size;
}

/** The Job that fills a cache. */
export interface FilledByJobOptions {
  /**
   * How many Pods of the Job may fail before the Job fails. The files that one Pod downloaded stay, and the next Pod continues from there.
   *
   * @default 6
   */
  readonly backoffLimit?: number;

  /**
   * Time after which the ended Job is deleted. Where manifests are applied again and again, a deleted Job is created anew, finds its files, and ends.
   *
   * @default - never: the Job stays, and shows that the cache was filled
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * Image of the containers that wait for the cache and mark it as filled. It needs a shell.
   *
   * @default - `rclone/rclone`, in a version that the library pins
   */
  readonly image?: string;
}

/** The image of such a container needs a shell; that of rclone is there for downloads anyway. */
const SHELL = 'docker.io/rclone/rclone:1.76.0';

/**
 * The volume that the weights land on: a folder of the node, a claim, or another volume. See docs/caches.md.
 *
 * @example
 * const cache = ModelCache.perPod({ storageClassName: 'fast' });
 */
export class ModelCache {
  static { brand(this, 'ModelCache'); }

  /**
   * An empty folder on the node's disk, with a size limit. It is private to the Pod, and each new Pod fills it again. This is the default.
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
   * A claim for each Pod, for models that do not fit on the node's disk. It is deleted with the Pod.
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
   * A claim `<model>-cache`, which is made beside the Deployment. The Pods of the model share it, and the weights outlive a Pod.
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
      size: props.size, accessMode, claimSpec: spec, volume: (name, _size, claimName, options) => PodVolume.existingClaim(name, claimName, options),
    });
  }

  /**
   * An existing claim. The Pods of the model share it, and several models may use it, each in its own folder.
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
    const { size, accessMode = ASSUMED_MODE } = options;
    const isModeAssumed = options.accessMode === undefined;
    const volume: CachePlan['volume'] = (name, _size, _claim, mount) => PodVolume.existingClaim(name, claimName, mount);
    return new ModelCache({ size, accessMode, isModeAssumed, volume });
  }

  /**
   * As `existingClaim`, for a claim that was made with cdk8s-plus. Its access modes and namespace are read from the claim where it names them.
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
    return new ModelCache({
      size: sizeOfClaim(claim),
      accessMode: modes.find(mode => mode === 'ReadWriteMany') ?? modes[0] ?? ASSUMED_MODE,
      isModeAssumed: modes.length === 0,
      volume: (name, _size, _claim, mount) => PodVolume.fromPersistentVolumeClaim(name, claim, mount),
    });
  }

  /**
   * Any volume that Kubernetes mounts into each Pod: a bucket, a share, a folder of the node (the last two have to let all users write). Where files
   * outlive the Pod, as on these, several models may share it, each in its own folder. Throws on a volume that no Pod can write to, and on a claim,
   * which belongs in `existingClaim`.
   *
   * @param volume the volume; it need not be in `pod.volumes` too.
   * @param options the facts that are known of it.
   *
   * @example
   * const cache = ModelCache.volume(PodVolume.nfs('weights', 'nfs.example.com', '/exports/models'));
   */
  public static volume(volume: PodVolume, options: ModelCacheVolumeOptions = {}): ModelCache {
    [volume, options] = judged('ModelCache.volume', [volume, options], arguments);
    return new ModelCache({ size: options.size, accessMode: accessModeOf(volume), volume: (name, _size, _claim, mount) => volume._as(name, mount) });
  }

  /** Size of the cache, where it was given. */
  public readonly size?: Size;

  private constructor(private readonly plan: CachePlan) {
    this.size = plan.size && checkedSize('size of the cache', plan.size);
  }

  /**
   * The same claim, which a Job fills once. The servers mount it read-only and wait until it is filled, and no replica downloads. Another revision of
   * the source gets another folder on the claim and another Job; the earlier folder stays until somebody removes it. Models with the same source
   * share a folder. Throws for a cache that is no claim, and for a claim that only one node can mount.
   *
   * @param options settings of the Job.
   *
   * @example
   * const cache = ModelCache.existingClaim('models', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob();
   */
  public filledByJob(options: FilledByJobOptions = {}): ModelCache {
    [options] = judged('ModelCache#filledByJob', [options], arguments);
    const { accessMode, isModeAssumed, claimSpec } = this.plan;
    if (accessMode !== 'ReadWriteMany' && accessMode !== 'ReadOnlyMany') {
      throw invalid({
        what: 'cache that is filled by a Job',
        got: accessMode === undefined ? 'no claim' : `a claim ${isModeAssumed ? 'without a stated access mode' : `of ${accessMode}`}`,
        allowed: 'a claim that several nodes can mount: ReadWriteMany, or ReadOnlyMany where one node at a time writes',
        fix: 'use ModelCache.claim({ size, accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }), or ModelCache.existingClaim(name, { accessMode: … })',
      });
    }
    const { backoffLimit = 6, ttlAfterFinished, image = SHELL } = options;
    mustBe(whole(0, INT32), backoffLimit, 'backoffLimit', 'leave it out for 6');
    const ttl = ttlAfterFinished && checkedDuration('ttlAfterFinished', ttlAfterFinished);
    // A disk that many nodes can read is written by one.
    const spec = claimSpec && accessMode === 'ReadOnlyMany' ? { ...claimSpec, accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] } : claimSpec;
    return new ModelCache({ ...this.plan, claimSpec: spec, job: { backoffLimit, ttlAfterFinished: ttl, image: checkedImage(image) } });
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
   * Whether nobody said the access mode.
   * @internal
   */
  public get _isModeAssumed(): boolean {
    return this.plan.isModeAssumed ?? false;
  }

  /**
   * The `spec` of the claim that the library makes, if it makes one.
   * @internal
   */
  public get _claimSpec(): JsonObject | undefined {
    return this.plan.claimSpec;
  }

  /**
   * The Job that fills it, if one does.
   * @internal
   */
  public get _job(): CacheJob | undefined {
    return this.plan.job;
  }

  /**
   * The Pod's volume.
   * @internal
   */
  public _volume(name: string, size: Size, claimName: string, options: PodVolumeOptions = {}): PodVolume {
    return this.plan.volume(name, this.plan.size ?? size, claimName, options);
  }
}
