import { insteadOf, loadsAlone, loneFileOf, modelFileOf } from '../../facts/model-files';
import { ModelLocation } from '../../values/model-location';

/** A server, for the table of endings and for messages. */
export interface FileLoader {
  /** Name of the engine. */
  readonly engine: string;
  /** Its name in messages. */
  readonly title: string;
  /** The files that it loads, in words. */
  readonly loads: string;
  /** The framework that the model was made with, where that makes a difference. */
  readonly framework?: string;
  /** The advice about another file, where the table of endings knows nothing better. */
  readonly instead?: string;
}

/** The files that servers of language models load. */
export const LANGUAGE_MODEL = 'a folder with config.json, weights and tokenizer';

/** Throws when a path ends with a file whose ending is known, and the server does not load such a file alone. */
export function refuseLoneFile(loader: FileLoader, path: string): void {
  const lone = loneFileOf(path);
  if (lone !== undefined) refuseFile(loader, lone.file);
}

/** Throws unless the server loads the file, which is all of the source, alone. */
export function refuseFile({ engine, title, loads, framework, instead }: FileLoader, file: string): void {
  const kind = modelFileOf(file);
  if (loadsAlone(engine, file, framework)) return;
  const what = kind === undefined ? '' : `, ${kind.what}`;
  const advice = instead ?? (kind === undefined ? 'give the folder, with a slash at its end' : insteadOf(engine, file, kind));
  throw new Error(`${title} loads ${loads}, and the source is the single file ${JSON.stringify(file)}${what}; ${advice}`);
}

/** Throws when one file of a repository is to be loaded from the hub, by a server that loads whole repositories. */
export function refuseHubFile(engine: string, { hub, path, file }: ModelLocation): void {
  if (!hub || file === undefined) return;
  throw new Error(`${engine} loads a whole repository from the hub, and the source names the file ${JSON.stringify(file)} of ${path}; leave file `
    + 'out, or take an engine that loads such a file');
}
