import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { JsonObject } from './objects';

/** A CRD as the YAML file in `crds/` has it. */
export interface CrdManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: JsonObject;
}

/** Reads every CRD of a folder, in the order of the file names. The YAML parser is loaded here and not before. */
export function readCrds(folder: string): CrdManifest[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on demand, see above
  const yaml = require('yaml') as typeof import('yaml');
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml')).sort();
  return files.map(file => yaml.parse(readFileSync(join(folder, file), 'utf8')) as CrdManifest);
}
