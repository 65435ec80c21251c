import { PodVolume } from './pod-volume';
import { invalid } from '../ground/errors';

/** Kinds of volumes that no container writes to. https://kubernetes.io/docs/concepts/storage/volumes/ */
export const READ_ONLY_KINDS: readonly string[] = ['secret', 'configMap', 'projected', 'downwardAPI', 'image'];

/** The reason why a volume cannot be written; undefined for one that can. */
export function closedBy(volume: PodVolume): string | undefined {
  if (READ_ONLY_KINDS.includes(volume._kind)) return volume._kind;
  return volume._source.readOnly === true ? 'readOnly' : undefined;
}

/**
 * Throws on a volume that is given to be written, and that cannot be.
 *
 * @param what the setting that takes it.
 * @param fix what to give in its place.
 */
export function requireWritable(what: string, volume: PodVolume, fix: string): void {
  const got = closedBy(volume);
  if (got !== undefined) throw invalid({ what: `volume ${volume.name} of ${what}`, got, allowed: 'one that can be written', fix });
}
