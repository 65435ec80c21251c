import { isKnownForArm64 } from '../../facts/image-architectures';
import { show } from '../../ground/errors';
import { CpuArchitecture } from '../../values/cpu-architecture';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The CPU architecture of the nodes, against that of the server's image. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'an image of another CPU architecture is not pulled ("no match for platform"), or ends at once with "exec format error"',
  topic: 'image',
  check({ plan: { compute, image, engine, settings: { scheduling } } }) {
    const said = scheduling?.nodeSelector?.['kubernetes.io/arch'] ?? compute.architecture;
    if (said !== CpuArchitecture.ARM64) return NOT_APPLICABLE;
    const nodes = compute.accelerator?.architecture === said ? `nodes with ${compute.accelerator.name}` : 'the nodes';
    return isKnownForArm64(image, engine.version) ? [] : [{
      what: `${nodes} are arm64, and the image ${show(image)} is not known to be made for it`,
      fix: 'give image of the engine one for arm64, or acknowledge the finding where it is made for both (docker buildx imagetools inspect shows it)',
    }];
  },
};
