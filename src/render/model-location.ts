import { invalid } from '../ground/errors';
import { ModelLocation } from '../values/model-location';

/** Characters that end a line, or that no program can be started with. */
const CONTROL = /\p{Cc}/u;

/** Throws where a source says that the model is at a place that cannot be one; whether something is there is checked later. */
export function checkLocation({ path, hub, scheme, revision, file, projector }: ModelLocation): void {
  for (const [what, value] of [['revision', revision], ['file', file], ['scheme', scheme]] as const) {
    if (value !== undefined && (value.trim() === '' || CONTROL.test(value))) {
      throw invalid({
        what: `model.${what} in the answer of bind()`,
        got: value,
        allowed: 'one line that is not blank',
        fix: 'leave it out where there is none',
      });
    }
  }
  if (projector !== undefined && !hub) checkPath('model.projector', projector);
  if (scheme !== undefined) return checkFetched(hub, path);
  if (hub && !/^[^\s/\p{Cc}]+(\/[^\s/\p{Cc}]+)?$/u.test(path)) {
    throw invalid({
      what: 'model.path in the answer of bind()',
      got: path,
      allowed: 'the id of a repository, <organization>/<name>, when hub is true',
      fix: 'set hub: false for a path in the Pod',
    });
  }
  if (!hub) checkPath('model.path', path);
}

function checkFetched(hub: boolean, path: string): void {
  if (hub || path === '' || /[\s\p{Cc}]/u.test(path)) {
    throw invalid({
      what: 'model in the answer of bind()',
      got: `path ${JSON.stringify(path)}${hub ? ' with hub' : ''}`,
      allowed: 'when scheme is given, the text that the server is told to fetch, without spaces, and hub: false',
      fix: 'leave scheme out for files in the Pod and for the hub',
    });
  }
}

function checkPath(what: string, path: string): void {
  if (path.startsWith('/') && !CONTROL.test(path) && !path.split('/').some(part => part === '..' || part === '.')) return;
  throw invalid({
    what: `${what} in the answer of bind()`,
    got: path,
    allowed: 'an absolute path in the container, on one line, without "." and ".." as parts',
    fix: 'use targetPath of the context, or the path of your own mount',
  });
}
