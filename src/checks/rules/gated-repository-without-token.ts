import { isGated } from '../../facts/gated-repositories';
import { given } from '../../ground/objects';
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
    const server = [container.env, container.secretEnv, binding.env, binding.secretEnv, settings.env, settings.secretEnv];
    const { initContainers = [] } = fill?.binding ?? binding;
    const downloads = binding.model.hub ? server : initContainers.flatMap(({ env, secretEnv }) => [env, secretEnv]);
    const names = downloads.flatMap(map => given<unknown>({ ...map }).map(([name]) => name));
    return names.some(name => /^(HF_TOKEN|HF_TOKEN_PATH|HUGGING_FACE_HUB_TOKEN|HF_ENDPOINT)$/.test(name)) ? [] : [{
      what: `${repository} is known to let in only those who accepted its terms, and the source has no token`,
      fix: 'accept the terms on the page of the repository, and give the source token, a SecretKey; acknowledge the finding when it is open by now',
    }];
  },
};
