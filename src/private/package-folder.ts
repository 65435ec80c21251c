import { existsSync } from 'fs';
import { dirname, join } from 'path';

let found: string | undefined;

/**
 * The folder that `crds/`, `engine-flags/` and `lib/` lie in: above `src/`, and above the one file of `lib/` that is made from it. Throws when
 * there is none, as in an app that was bundled into one file without the data of this package.
 */
export function packageFolder(start = __dirname): string {
  if (start !== __dirname) return above(start);
  found ??= above(start);
  return found;
}

function above(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'engine-flags'))) return folder;
    if (folder === dirname(folder)) {
      throw new Error(`cdk8s-matrixinfer finds none of its data above ${start}: it is part of the package; tell your bundler to leave cdk8s-matrixinfer out (external), and install it beside the app`);
    }
  }
}
