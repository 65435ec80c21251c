import { loneFileOf } from '../../facts/model-files';
import { MODEL_PATH } from '../../facts/model-path';
import { isPathPart } from '../../ground/names';
import { ModelLayout } from '../../values/model-layout';

/** Version of a model whose source knows none: the first. Folders whose names begin with 0 are not looked into. */
const FIRST_VERSION = '1';

/**
 * Folder below the repository for what a source holds, so that the files end up as `<name>/<version>/…`, whatever the source
 * has of that. Throws for a name that cannot be a folder and a part of a URL.
 */
export function placeInRepository(engine: string, servedName: string, layout: ModelLayout): string {
  if (!isPathPart(servedName)) {
    throw new Error(`${engine} serves a model under the name of its folder, and ${JSON.stringify(servedName)} cannot be one; use letters, digits, "-", "." and "_" in servedName`);
  }
  switch (layout) {
    case ModelLayout.FILES: return `${servedName}/${FIRST_VERSION}`;
    case ModelLayout.VERSIONED: return servedName;
    case ModelLayout.REPOSITORY: return '';
  }
}

/** The repository in which a model lies: the model volume, or a folder that a source of the user's own names. */
export function repositoryOf(path: string): string {
  return path === MODEL_PATH || path.startsWith(`${MODEL_PATH}/`) ? MODEL_PATH : path;
}

/** The model's only file below the folder of its version, when the source is one file and no folder. */
export function onlyFileOf(path: string, servedName: string): string | undefined {
  const folder = `/${servedName}/${FIRST_VERSION}/`;
  const rest = path.slice(path.indexOf(folder) + folder.length);
  return path.includes(folder) && (!rest.includes('/') || loneFileOf(rest) !== undefined) ? rest : undefined;
}
