import type { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';

/** The size of a claim, where it is known: of one that is bound to a volume by name, that of the volume, whatever the claim asks for. */
export function sizeOfClaim(claim: kplus.IPersistentVolumeClaim): Size | undefined {
  const { storage, volume } = claim as Partial<kplus.PersistentVolumeClaim>;
  return volume === undefined ? storage : (volume as Partial<kplus.PersistentVolume>).storage;
}
