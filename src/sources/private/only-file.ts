import { endingOf, modelFileOf } from '../../facts/model-files';
import { invalid } from '../../ground/errors';
import { ModelLayout } from '../../values/model-layout';
import { DownloadSourceOptions } from '../model-source-options';

/**
 * The name in the Pod of the only file that a path names; `undefined` when it is a folder, or when only the store knows. Throws for
 * archives, which nothing unpacks, and for a file name that is given to a folder.
 */
export function onlyFile(path: string, options: Pick<DownloadSourceOptions, 'fileName' | 'layout'>): string | undefined {
  const { fileName } = options;
  const last = path.slice(path.lastIndexOf('/') + 1);
  const isFolder = last === '' || (options.layout ?? ModelLayout.FILES) !== ModelLayout.FILES;
  if (fileName !== undefined) return checkedFileName(fileName, isFolder);
  if (isFolder) return undefined;
  const kind = modelFileOf(last);
  if (kind?.archive) {
    throw invalid({ what: 'model file', got: last, allowed: 'model files, not an archive: nothing unpacks it', fix: kind.instead! });
  }
  return kind && (kind.name ?? last);
}

/** The ending of a path that may be a file, which no known one has, so that it is taken for a folder; undefined when nothing is open. */
export function unknownEnding(path: string, { fileName, layout }: Pick<DownloadSourceOptions, 'fileName' | 'layout'>): string | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const isOpen = fileName === undefined && (layout ?? ModelLayout.FILES) === ModelLayout.FILES;
  return isOpen && modelFileOf(last) === undefined ? endingOf(last) : undefined;
}

function checkedFileName(fileName: string, isFolder: boolean): string {
  if (isFolder) {
    throw invalid({
      what: 'fileName',
      got: fileName,
      allowed: 'a name for a single file',
      fix: 'leave it out for a folder, and the slash at the end of the URI away for a file',
    });
  }
  // eslint-disable-next-line no-control-regex
  if (/[\s/\u0000-\u001f\u007f]/.test(fileName) || fileName === '' || fileName === '.' || fileName === '..' || Buffer.byteLength(fileName) > 255) {
    throw invalid({
      what: 'fileName',
      got: fileName,
      allowed: 'the name of a file of at most 255 bytes, without folders, spaces and control characters',
      fix: 'use for example "model.onnx"',
    });
  }
  return fileName;
}
