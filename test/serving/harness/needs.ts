import { ServerName } from '../install/servers';

/** Name of the environment variable in which the set-up tells the suites what there is not: reasons by server, as JSON. */
const MISSING = 'CDK8S_MATRIXINFER_SERVING_MISSING';

/** Tells the suites, in this process and in its children, which servers there are not, and why. */
export function noteMissing(missing: Readonly<Record<string, string>>): void {
  process.env[MISSING] = JSON.stringify(missing);
}

/** Why a server cannot be started here; undefined when it can. */
export function whyNot(server: ServerName): string | undefined {
  return (JSON.parse(process.env[MISSING] ?? '{}') as Partial<Record<ServerName, string>>)[server];
}
