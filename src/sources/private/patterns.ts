import { invalid } from '../../ground/errors';
import { literal } from '../../ground/references';
import { DownloadSourceOptions } from '../model-source-options';

/** The files of a folder that are wanted: patterns of those that are, and of those that are not. */
type Patterns = Pick<DownloadSourceOptions, 'include' | 'exclude'>;

/** Throws on patterns that no file can have, and on patterns for a single file. */
export function checkPatterns(what: string, { include, exclude }: Patterns, file?: string): void {
  for (const [name, patterns] of Object.entries({ include, exclude })) {
    if (patterns === undefined) continue;
    if (file !== undefined) {
      throw invalid({
        what: `${name} of ${what}`,
        got: patterns.join(', '),
        allowed: 'for a folder',
        fix: `leave it out: the source is the single file ${file}`,
      });
    }
    const odd = patterns.find(pattern => pattern.trim() === '' || pattern.startsWith('/') || /\p{Cc}/u.test(pattern));
    if (odd !== undefined || patterns.length === 0) {
      throw invalid({
        what: `${name} of ${what}`,
        got: odd ?? 'an empty list',
        allowed: 'patterns of files below the folder, such as "*.safetensors", without a slash in front',
        fix: `correct it, or leave ${name} out`,
      });
    }
  }
}

/** Arguments of rclone: the first rule that a file matches counts. https://rclone.org/filtering/#filter-add-a-file-filtering-rule */
export function filterArgs({ include, exclude }: Patterns): string[] {
  const rules = [...(exclude ?? []).map(pattern => `- ${pattern}`), ...(include ?? []).map(pattern => `+ ${pattern}`), ...(include ? ['- *'] : [])];
  return rules.flatMap(rule => ['--filter', literal(rule)]);
}
