import { Duration, Size } from 'cdk8s';
import { JsonObject } from '../../ground/objects';
import { PodVolume } from '../../values/pod-volume';
import { PodVolumeOptions } from '../../values/pod-volume-options';

/** The access mode of a claim of which nobody says one: the one that every storage has. */
export const ASSUMED_MODE = 'ReadWriteOnce';

/** The Job that fills a cache, with its defaults. */
export interface CacheJob {
  readonly backoffLimit: number;
  readonly ttlAfterFinished?: Duration;
  readonly image: string;
}

/** The facts that a factory of `ModelCache` says. */
export interface CachePlan {
  readonly size?: Size;
  readonly accessMode?: string;
  /** Whether nobody said the access mode. */
  readonly isModeAssumed?: boolean;
  readonly claimSpec?: JsonObject;
  readonly job?: CacheJob;
  volume(name: string, size: Size, claimName: string, options: PodVolumeOptions): PodVolume;
}
