import { FileLoader, refuseFile } from './lone-file';
import { loneFileOf } from '../../facts/model-files';
import { isRepositoryFile } from '../../facts/repository-names';
import { invalid } from '../../ground/errors';

/** Throws on a name that is not that of a GGUF file in the folder of the source. */
export function checkModelFile(file: string | undefined): void {
  if (file !== undefined && !(isRepositoryFile(file) && file.endsWith('.gguf'))) {
    throw invalid({
      what: 'modelFile',
      got: file,
      allowed: 'the path of a .gguf file below the folder of the source',
      fix: 'use for example "model.gguf"; of a model in parts name the first',
    });
  }
}

/** The GGUF file that a source holds: the one that it names, or the one of that name in its folder. Throws when there is none. */
export function ggufFile(loader: Pick<FileLoader, 'engine' | 'title'>, path: string, modelFile: string | undefined): string {
  const lone = loneFileOf(path);
  if (lone !== undefined) {
    refuseFile({ ...loader, loads: 'a GGUF file', instead: 'convert the model to GGUF, or take another engine' }, lone.file);
    return path;
  }
  if (modelFile !== undefined) return `${path}/${modelFile}`;
  throw new Error(
    `${loader.title} loads one GGUF file, and the source is a folder; name the file: file of ModelSource.huggingFace, ` +
    'a URI or a path that ends with it (s3://models/tiny.gguf), or modelFile of the engine',
  );
}
