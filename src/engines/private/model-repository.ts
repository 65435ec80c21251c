import { loneFileOf } from '../../facts/model-files';
import { MODEL_PATH } from '../../facts/model-path';
import { isPathPart } from '../../ground/names';
import { isWithin } from '../../ground/paths';
import { ModelLayout } from '../../values/model-layout';
import { ModelPlacement } from '../engine-facts';

/** Version of a model whose source knows none: the first. Folders whose names begin with 0 are not looked into. */
const FIRST_VERSION = '1';

/** Folder below the model volume for the files of a source; throws for a layout that the server cannot load. */
export function placeFiles(placement: ModelPlacement, title: string, servedName: string, layout: ModelLayout): string {
  if (placement === ModelPlacement.REPOSITORY) return placeInRepository(title, servedName, layout);
  if (placement === ModelPlacement.AS_IN_SOURCE || layout === ModelLayout.FILES) return '';
  throw new Error(`${title} loads a folder of model files, not the layout ${layout} of ${servedName}; set the source's layout to ModelLayout.FILES `
    + 'and its path to the folder with the files');
}

/** Throws where several models are asked for, and the source is one. */
export function requireRepository(title: string, models: readonly string[] | undefined, layout: ModelLayout): void {
  if (models === undefined || layout === ModelLayout.REPOSITORY) return;
  throw new Error(`models of ${title} names ${models.join(', ')}, and the source has the layout ${layout} of one model; set layout: `
    + 'ModelLayout.REPOSITORY for a folder with all of them');
}

/**
 * Folder below the repository for the files of a source, so that they end up as `<name>/<version>/…`, whatever the source
 * has of that. Throws for a name that cannot be a folder and a part of a URL.
 */
export function placeInRepository(engine: string, servedName: string, layout: ModelLayout): string {
  if (!isPathPart(servedName)) {
    throw new Error(`${engine} serves a model under the name of its folder, and ${JSON.stringify(servedName)} cannot be one; use letters, digits, `
      + '"-", "." and "_" in servedName');
  }
  switch (layout) {
    case ModelLayout.FILES: return `${servedName}/${FIRST_VERSION}`;
    case ModelLayout.VERSIONED: return servedName;
    case ModelLayout.REPOSITORY: return '';
  }
}

/** Returns the name of a model unchanged, or throws for one that cannot be a part of a URL. */
export function checkedPathName(engine: string, servedName: string): string {
  if (isPathPart(servedName)) return servedName;
  throw new Error(
    `${engine} serves a model below its name in a path, and ${JSON.stringify(servedName)} cannot be one; use letters, digits, "-", "." and "_" in servedName`,
  );
}

/** The repository in which a model lies: the model volume, or a folder that a source of the user's own names. */
export function repositoryOf(path: string): string {
  return isWithin(path, MODEL_PATH) ? MODEL_PATH : path;
}

/** The model's only file below the folder of its version, when the source is one file and no folder. */
export function onlyFileOf(path: string, servedName: string): string | undefined {
  const folder = `/${servedName}/${FIRST_VERSION}/`;
  const rest = path.slice(path.indexOf(folder) + folder.length);
  return path.includes(folder) && (!rest.includes('/') || loneFileOf(rest) !== undefined) ? rest : undefined;
}
