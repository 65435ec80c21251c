import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { packageFolder } from '../../private/package-folder';

/** Name of the script, in the package, in the ConfigMap and in the container. */
export const SCRIPT = 'model-status-reporter.js';

/** The program of reporter/, as one file. It is read when a construct asks for it, and not when the package is loaded. */
export function readScript(folder = join(packageFolder(), 'lib', 'reporter')): string {
  const file = join(folder, SCRIPT);
  if (!existsSync(file)) throw new Error(`there is no ${file}: it is made when the package is compiled; in a checkout, run "npm run compile"`);
  return readFileSync(file, 'utf8');
}

/** A text that differs whenever the script does. */
export function hashOf(script: string): string {
  return createHash('sha256').update(script).digest('hex').slice(0, 16);
}
