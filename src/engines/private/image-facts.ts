import { deviceFacts } from '../../facts/devices';
import { isOfficialImage } from '../../facts/official-image';
import { Compute } from '../../values/compute';
import type { EngineFacts } from '../engine-facts';
import type { ImageHardening } from '../image-hardening';
import type { LegacyEngine } from './legacy-engine';

/** What the official image of a server is known to bear with some devices. */
export interface ImageFacts {
  /** `cpu`, or the beginnings of resources; empty for all that no other row names. */
  readonly on: readonly string[];
  /** The user; none for root. */
  readonly user?: number;
  readonly readOnlyRoot?: boolean;
  /** Where that is from. */
  readonly source: string;
}

const CPU = 'cpu';
const NVIDIA = 'nvidia.com/';

/** A server that was seen to run with a read-only root on a CPU; with accelerators the container runtime may need to write to the root. */
export function seenOnCpu(seen: string, user: string): ImageHardening[] {
  return [
    { on: [CPU], runAsUser: 1000, readOnlyRootFilesystem: true, source: seen },
    { on: [NVIDIA], runAsUser: 1000, readOnlyRootFilesystem: false, source: user },
  ];
}

const legacySeen = (seen: string, user: string): ImageFacts[] => [
  { on: [CPU], user: 1000, readOnlyRoot: true, source: seen },
  { on: [NVIDIA], user: 1000, source: user },
];

/**
 * What the official images are known to bear, by the name of the engine. Devices that no row names are what `devices.ts` knows of them: a
 * user who is not root cannot open those that belong to groups of the node.
 */
export const IMAGE_FACTS: { readonly [engine: string]: readonly ImageFacts[] } = {
  'mlserver': legacySeen(
    'MLServer 1.7.1 with its scikit-learn runtime on a CPU, run as user 12345 with a read-only root',
    'https://github.com/SeldonIO/MLServer Dockerfile (USER 1000)',
  ),
  'openvino-model-server': [
    {
      on: [CPU],
      user: 5000,
      readOnlyRoot: true,
      source: 'https://github.com/openvinotoolkit/model_server docs/security_considerations.md, and extras/kserve/kserve-openvino.yaml for the user',
    },
    { on: ['gpu.intel.com/', 'npu.intel.com/'], user: 5000, source: 'https://github.com/openvinotoolkit/model_server docs/accelerators.md' },
  ],
  'tensorflow-serving': [{ on: [CPU, NVIDIA], user: 1000, source: 'https://github.com/kserve/kserve config/runtimes/kserve-tensorflow-serving.yaml' }],
  'torchserve': legacySeen(
    'TorchServe 0.12.0 on a CPU, run as user 12345 with a read-only root',
    'https://github.com/kserve/kserve config/runtimes/kserve-torchserve.yaml',
  ),
};

/**
 * What the image of an engine is known to bear with a compute: of an official image what the table says, of any other nothing, so that it
 * keeps the user that is tried and may write to its root.
 */
export function hardeningOf({ name, officialImages }: LegacyEngine, compute: Compute, image: string | undefined): ImageHardening {
  const resource = compute.accelerator?.resource ?? CPU;
  const facts = IMAGE_FACTS[name] ?? [];
  const known = facts.find(({ on }) => on.length === 0 || on.some(prefix => resource.startsWith(prefix)));
  if (known !== undefined && (image === undefined || isOfficialImage(image, officialImages))) {
    return { runAsUser: known.user, readOnlyRootFilesystem: known.readOnlyRoot ?? false, source: known.source };
  }
  const devices = deviceFacts(resource);
  if (resource !== CPU && devices.openTo !== 'everybody') return { readOnlyRootFilesystem: false, source: devices.source };
  if (known !== undefined && known.user === undefined) return { readOnlyRootFilesystem: false, source: known.source };
  const user = (known ?? facts.find(({ user: tried }) => tried !== undefined))?.user;
  return { runAsUser: user ?? 1000, readOnlyRootFilesystem: false, proven: false, source: 'nothing is known of an image that is not official' };
}

/** What an image is known to bear, by the facts of its engine; without official images the facts are those of any image. */
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
