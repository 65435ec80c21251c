import { invalid } from '../../private/errors';

/** Returns a path on a volume without slashes around it, or throws when it is none or leads out of the volume. */
export function checkedFolder(what: string, path: string): string {
  const folder = path.replace(/^\/+|(?<!\/)\/+$/g, '');
  if (folder === '' || folder.split('/').some(part => part === '' || part === '.' || part === '..')) {
    throw invalid({ what, got: path, allowed: 'a path on the volume, without "." and ".."', fix: 'use for example "llama/7b", or leave it out for the root' });
  }
  return folder;
}
