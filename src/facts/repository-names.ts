/*
 * How repositories of models and the files in them are named: the same on the Hugging Face hub and on ModelScope.
 */

const REPOSITORY = /^[A-Za-z0-9][-._A-Za-z0-9]*\/[A-Za-z0-9][-._A-Za-z0-9]*$/;

/** `gpt2` and other old ones have no organization. */
const OLD_REPOSITORY = /^[A-Za-z0-9][-._A-Za-z0-9]*$/;

const FILE = /^[A-Za-z0-9_][-+._A-Za-z0-9]*(\/[A-Za-z0-9_][-+._A-Za-z0-9]*)*$/;

/** One of the parts of a GGUF model; the group is what all of them have. Servers are given the first and find the others beside it. */
export const GGUF_PART = /-\d{5}(-of-\d{5}\.gguf)$/;

/** Whether a text can be `<organization>/<name>`. */
export function isRepository(id: string): boolean {
  return REPOSITORY.test(id);
}

/** Whether a text can be the id of a repository on the Hugging Face hub. */
export function isHubRepository(id: string): boolean {
  return REPOSITORY.test(id) || OLD_REPOSITORY.test(id);
}

/** The id without its revision, `<id>@<revision>`. */
export function withoutRevision(id: string): string {
  return id.replace(/@[-._/A-Za-z0-9]+$/, '');
}

/** Whether a text can be the path of one file in a repository, without wildcards. */
export function isRepositoryFile(path: string): boolean {
  return FILE.test(path);
}
