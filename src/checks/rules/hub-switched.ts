import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Variables by which a server asks another hub for what the source names on the hub of Hugging Face. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the other hub may have other files under the same name, or none; revision, token and endpoint of the source mean nothing to it',
  topic: 'source',
  check({ patched: { binding: { model } }, meant }) {
    if (!model.hub) return NOT_APPLICABLE;
    return meant.of('hub').filter(({ values: [value] }) => /^(true|1|yes|on)$/i.test(value)).map(({ words, means: { hub } }) => ({
      what: `${show(words.join(' '))} lets the server ask ${hub} for ${show(model.path)}, and the source names it on the hub of Hugging Face`,
      fix: `remove it from env, or bring the files of ${hub} to a claim or a bucket and give that as the source; acknowledge the finding when both `
        + 'have the same files',
    }));
  },
};
