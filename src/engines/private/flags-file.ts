import { join } from 'path';
import { packageFolder } from '../../private/package-folder';

/** Path of the flags of an engine, in this package. */
export function flagsFile(engine: string): string {
  return join(packageFolder(), 'engine-flags', `${engine}.json`);
}
