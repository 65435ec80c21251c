import { deviceFacts } from '../../facts/devices';
import { isOfficialImage } from '../../facts/official-image';
import { Compute } from '../../values/compute';
import type { EngineFacts } from '../engine-facts';
import type { ImageHardening } from '../image-hardening';

const CPU = 'cpu';
const NVIDIA = 'nvidia.com/';

/** A server that was seen to run with a read-only root on a CPU; with accelerators the container runtime may need to write to the root. */
export function seenOnCpu(seen: string, user: string): ImageHardening[] {
  return [
    { on: [CPU], runAsUser: 1000, readOnlyRootFilesystem: true, source: seen },
    { on: [NVIDIA], runAsUser: 1000, readOnlyRootFilesystem: false, source: user },
  ];
}

/**
 * The user and root filesystem that an image is known to work with on a compute, by the facts of its engine: of an official image those that they
 * say, of any other none, so that it keeps the user that is tried and may write to its root. Without official images the facts are those of any
 * image. Devices that no row names have the facts that `devices.ts` has of them: a user who is not root cannot open those that belong to groups of
 * the node.
 */
export function hardeningFor({ hardening = [], officialImages = [] }: EngineFacts, compute: Compute, image: string): ImageHardening {
  const resource = compute.accelerator?.resource ?? CPU;
  const known = hardening.find(({ on }) => on === undefined || on.some(prefix => resource.startsWith(prefix)));
  if (known !== undefined && (officialImages.length === 0 || isOfficialImage(image, officialImages))) return known;
  const devices = deviceFacts(resource);
  if (resource !== CPU && devices.openTo !== 'everybody') return { readOnlyRootFilesystem: false, source: devices.source };
  if (known !== undefined && known.runAsUser === undefined) return { readOnlyRootFilesystem: false, source: known.source };
  const user = (known ?? hardening.find(({ runAsUser }) => runAsUser !== undefined))?.runAsUser;
  return { runAsUser: user ?? 1000, readOnlyRootFilesystem: false, proven: false, source: 'nothing is known of an image that is not official' };
}
