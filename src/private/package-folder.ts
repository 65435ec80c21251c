import { existsSync } from 'fs';
import { dirname, join } from 'path';

let found: string | undefined;

/** The folder that `crds/` and `engine-flags/` lie in: above `src/`, and above the one file of `lib/` that is made from it. */
export function packageFolder(): string {
  if (found === undefined) {
    found = __dirname;
    while (!existsSync(join(found, 'package.json'))) found = dirname(found);
  }
  return found;
}
