import { invalid } from '../../ground/errors';

/** Returns a path on a volume without slashes around it, or throws when it is none or leads out of the volume. */
export function checkedFolder(what: string, path: string): string {
  const folder = path.replace(/^\/+|(?<!\/)\/+$/g, '');
  // eslint-disable-next-line no-control-regex
  if (folder === '' || folder.split('/').some(part => part === '' || part === '.' || part === '..') || /[\u0000-\u001f\u007f]/.test(folder)) {
    throw invalid({
      what,
      got: path,
      allowed: 'a path on the volume, without ".", ".." and line breaks',
      fix: 'use for example "llama/7b", or leave it out for the root',
    });
  }
  return folder;
}
