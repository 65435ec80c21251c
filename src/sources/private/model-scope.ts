import { SourceDeclaration } from './declaration';
import { serverFetched } from './server-fetched';
import { isRepository } from '../../facts/repository-names';
import { invalid } from '../../ground/errors';
import { SecretKey } from '../../values/secret-key';
import { ModelSourceOptions } from '../model-source-options';

/** Options of a repository on ModelScope. */
export interface ModelScopeSourceOptions extends ModelSourceOptions {
  /**
   * Branch, tag or commit to load. Anything but a full commit hash may change under you and is a warning at synth (`revision-not-pinned`).
   *
   * @default - the default branch of the repository, with that warning
   */
  readonly revision?: string;

  /**
   * Access token, which the server gets as `MODELSCOPE_API_TOKEN`.
   *
   * @default - none; public repositories need none
   */
  readonly token?: SecretKey;
}

const REVISION = /^[A-Za-z0-9][-._/A-Za-z0-9]{0,127}$/;

/**
 * A repository on ModelScope, which the server loads by itself. https://modelscope.cn/docs
 *
 * @factory modelScope(repository)
 * @recorded `modelscope://<repository>@<revision>`
 * @files vLLM, SGLang, LMDeploy load it
 * @credentials `token`
 * @pinned `revision`, the hash of a commit
 * @scheme modelscope
 * @byName
 */
export function modelScope(repository: string, { revision, token }: ModelScopeSourceOptions): SourceDeclaration {
  if (!isRepository(repository)) {
    throw invalid({
      what: 'ModelScope repository',
      got: repository,
      allowed: '<organization>/<name>',
      fix: 'give the id as ModelScope shows it, for example "Qwen/Qwen2.5-7B-Instruct"',
    });
  }
  if (revision !== undefined && !REVISION.test(revision)) {
    throw invalid({ what: `revision of ${repository}`, got: revision, allowed: 'a branch, tag or commit', fix: 'give the hash of a commit' });
  }
  const isPinned = revision !== undefined && /^[0-9a-f]{40}$/.test(revision);
  return {
    uri: `modelscope://${repository}${revision === undefined ? '' : `@${revision}`}`,
    revision,
    unpinnedReason: isPinned ? undefined : `${revision === undefined ? 'the default branch' : `the revision ${JSON.stringify(revision)}`} of `
      + `${repository} on ModelScope is no full commit hash and may move`,
    secrets: token && [token],
    bind: context => serverFetched({
      scheme: 'modelscope',
      path: repository,
      revision,
      kept: true,
      secretEnv: token && { MODELSCOPE_API_TOKEN: token },
      egressPorts: [443],
      instead: 'name the same repository on the hub of Hugging Face, or bring the files to a bucket or a claim',
    }, context),
  };
}
