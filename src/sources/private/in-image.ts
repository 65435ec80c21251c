import { SourceDeclaration } from './declaration';
import { modelFileOf } from '../../facts/model-files';
import { invalid } from '../../ground/errors';
import { ModelSourceOptions } from '../model-source-options';

/**
 * Files that the image of the server has: nothing is mounted and nothing downloaded.
 *
 * @factory inImage(path)
 * @recorded `image://<path>`
 * @files the image of the server
 * @pinned the image
 * @scheme file for one of the image
 * @scheme image
 */
export function inImage(path: string, _options: ModelSourceOptions): SourceDeclaration {
  const isPlain = path.startsWith('/') && !/\s|\p{Cc}/u.test(path) && !path.slice(1).replace(/\/$/, '').split('/').some(part => ['', '.', '..'].includes(part));
  if (!isPlain) {
    throw invalid({
      what: 'path in the image',
      got: path,
      allowed: 'an absolute path without spaces, ".", ".." and empty parts',
      fix: 'use for example "/models/llama-7b"',
    });
  }
  const folder = path.replace(/\/$/, '');
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  return {
    uri: `image://${path}`,
    onlyFile: folder === path && modelFileOf(last) !== undefined ? last : undefined,
    bind: ({ targetPath, modelMount, engineName }) => {
      if (targetPath !== modelMount.path) {
        throw new Error(`${engineName} loads models from a repository, and the source is one model of it in the image; name the folder above the `
          + 'model, and set layout: ModelLayout.REPOSITORY');
      }
      return { model: { path: folder, hub: false, inImage: true }, needsModelVolume: false };
    },
  };
}
