import { invalid } from '../ground/errors';
import { ModelLocation } from '../values/model-location';

/** Characters that end a line, or that no program can be started with. */
const CONTROL = /\p{Cc}/u;

/** Throws where a source says that the model is at a place that cannot be one; whether something is there is checked later. */
export function checkLocation({ path, hub, revision, file }: ModelLocation): void {
  for (const [what, value] of [['revision', revision], ['file', file]] as const) {
    if (value !== undefined && (value.trim() === '' || CONTROL.test(value))) {
      throw invalid({ what: `model.${what} in the answer of bind()`, got: value, allowed: 'one line that is not blank', fix: 'leave it out where there is none' });
    }
  }
  if (hub && !/^[^\s/\p{Cc}]+(\/[^\s/\p{Cc}]+)?$/u.test(path)) {
    throw invalid({ what: 'model.path in the answer of bind()', got: path, allowed: 'with hub the id of a repository, <organization>/<name>', fix: 'say hub: false for a path in the Pod' });
  }
  if (!hub && (!path.startsWith('/') || CONTROL.test(path) || path.split('/').some(part => part === '..' || part === '.'))) {
    throw invalid({ what: 'model.path in the answer of bind()', got: path, allowed: 'an absolute path in the container, on one line, without "." and ".." as parts', fix: 'use targetPath of the context, or the path of your own mount' });
  }
}
