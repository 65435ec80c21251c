import { invalid } from '../../private/errors';
import { ModelLayout } from '../../values/model-layout';
import { DownloadSourceOptions } from '../model-source-options';

/** Model files that servers look for as `model.<extension>`, whatever they are called where they are stored. */
const NAMED_MODEL = /\.(onnx|plan|pt)$/;

/** Files that keep their name. */
const OTHER_FILE = /\.(gguf|safetensors|bin|pth|pb|tflite|mar|pkl|joblib|json|xml)$/;

const ARCHIVE = /\.(zip|tar|tgz|tar\.(gz|bz2|xz|zst))$/;

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
  if (ARCHIVE.test(last)) {
    throw invalid({ what: 'model file', got: last, allowed: 'model files, not an archive: nothing unpacks it', fix: 'store the files themselves in a folder, or say fileName when the server unpacks it' });
  }
  const extension = NAMED_MODEL.exec(last)?.[1];
  if (extension !== undefined) return `model.${extension}`;
  return OTHER_FILE.test(last) ? last : undefined;
}

function checkedFileName(fileName: string, isFolder: boolean): string {
  if (isFolder) {
    throw invalid({ what: 'fileName', got: fileName, allowed: 'a name for a single file', fix: 'leave it out for a folder, and the slash at the end of the URI away for a file' });
  }
  // eslint-disable-next-line no-control-regex
  if (/[\s/\u0000-\u001f\u007f]/.test(fileName) || fileName === '' || fileName === '.' || fileName === '..' || Buffer.byteLength(fileName) > 255) {
    throw invalid({ what: 'fileName', got: fileName, allowed: 'the name of a file of at most 255 bytes, without folders, spaces and control characters', fix: 'use for example "model.onnx"' });
  }
  return fileName;
}
