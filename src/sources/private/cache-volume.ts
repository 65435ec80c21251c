import { Size } from 'cdk8s';
import { requireWritable } from '../../facts/writable-volumes';
import { invalid } from '../../ground/errors';
import { PodVolume } from '../../values/pod-volume';

/** A volume that weights land on. */
export interface ModelCacheVolumeOptions {
  /**
   * Its size, to check that the model fits.
   *
   * @default - unknown
   */
  readonly size?: Size;
}

/** What becomes of the files on each kind of volume that can be a cache: whether Pods find those of each other there. */
const FILES_STAY: { [kind: string]: boolean } = { csi: true, nfs: true, hostPath: true, emptyDir: false, ephemeral: false };

/** The access mode of a cache on a volume of the Pod: many nodes may mount one whose files stay. Throws for a volume that no Pod can write to. */
export function accessModeOf(volume: PodVolume): string | undefined {
  const kind = volume._kind;
  const fix = kind === 'persistentVolumeClaim'
    ? 'use ModelCache.existingClaim, which is told who can mount the claim'
    : 'use for example PodVolume.nfs or PodVolume.csi, without readOnly';
  if (!(kind in FILES_STAY)) throw invalid({ what: `volume ${volume.name} of the cache`, got: kind, allowed: Object.keys(FILES_STAY).join(', '), fix });
  requireWritable('the cache', volume, fix);
  return FILES_STAY[kind] ? 'ReadWriteMany' : undefined;
}
