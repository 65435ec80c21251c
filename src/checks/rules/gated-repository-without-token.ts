import { isGated } from '../../facts/gated-repositories';
import { Environment, namesIn } from '../../render/environment';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A repository that asks who comes, and nobody who says so. A mirror has rules of its own. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the hub answers the download with 401 or 403, and the Pod never starts',
  topic: 'source',
  check({ plan: { source, binding, fill, container, settings } }) {
    const repository = /^(?:huggingface|hf):\/\/([^/@]+\/[^/@:]+)/.exec(source.uri)?.[1];
    if (repository === undefined || !isGated(repository)) return NOT_APPLICABLE;
    const downloads: readonly Environment[] = binding.model.hub ? [container, binding, settings] : (fill?.binding ?? binding).initContainers ?? [];
    if (downloads.some(({ envFrom = [] }) => envFrom.length > 0)) return NOT_APPLICABLE; // it may be among those, which nobody here reads
    const names = downloads.flatMap(namesIn);
    return names.some(name => /^(HF_TOKEN|HF_TOKEN_PATH|HUGGING_FACE_HUB_TOKEN|HF_ENDPOINT)$/.test(name)) ? [] : [{
      what: `${repository} is known to let in only those who accepted its terms, and the source has no token`,
      fix: 'accept the terms on the page of the repository, and give the source token, a SecretKey; acknowledge the finding when it is open by now',
    }];
  },
};
