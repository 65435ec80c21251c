import { Access } from './credentials';
import { SourceDeclaration } from './declaration';
import { checkHash } from './hashes';
import { onlyFile, unknownEnding } from './only-file';
import { checkPatterns, filterArgs } from './patterns';
import { Download } from './rclone';
import { refuseDownloadOptions } from './read-by-server';
import { checkedImage } from '../../ground/images';
import { StoreSourceOptions } from '../model-source-options';

/** Objects in a store: all that is declared of them but how they are loaded, and what every download of them has. */
export interface StoredObjects {
  readonly facts: Omit<SourceDeclaration, 'bind'>;
  readonly download: Pick<Download, 'file' | 'sha256' | 'filters' | 'image'>;
}

/** Objects in a store, at a path below its bucket or container; throws on options that contradict each other, or the path. */
export function storedObjects(uri: string, path: string, options: StoreSourceOptions, access: Access): StoredObjects {
  const { sha256, downloaderImage } = options;
  if (downloaderImage !== undefined) checkedImage(downloaderImage);
  refuseDownloadOptions(uri, options);
  const file = onlyFile(path, options);
  checkHash(uri, sha256, file);
  checkPatterns(uri, options, file);
  return {
    facts: {
      uri,
      revision: sha256,
      onlyFile: file,
      unknownEnding: unknownEnding(path, options),
      secrets: access.secrets,
      needsServiceAccount: access.identity,
    },
    download: { file, sha256, filters: filterArgs(options), image: downloaderImage },
  };
}
