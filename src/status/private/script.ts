import { reporterScript } from '../../ground/package-data';

/** Name of the script in the ConfigMap and in the container. */
export const SCRIPT = 'model-status-reporter.js';

/** The program of reporter/, as one file. It is read when a construct asks for it, and not when the package is loaded. */
export function readScript(): string {
  return reporterScript();
}
