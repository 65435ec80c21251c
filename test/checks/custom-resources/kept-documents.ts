import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { crdFiles, nameOf } from '../../../scripts/crd/crd-file';
import { SCHEMAS } from '../../../src/imports/schemas.generated';

/** A document that is kept, to be judged by the library and by an API server. */
export interface KeptDocument {
  readonly file: string;
  readonly resource: object;
  /** What an invalid one is refused for: path and rule, as its first line says. */
  readonly expected?: string;
}

/** Every custom resource, and its documents in `test/valid/<plural>.<group>` and `test/invalid/<plural>.<group>`. */
export const RESOURCES = crdFiles().map((crd) => {
  const name = nameOf(crd);
  return { name, crd, schema: SCHEMAS.find((known) => known.name === name)!.load(), valid: documents('valid', name), invalid: documents('invalid', name) };
});

function documents(folder: string, name: string): KeptDocument[] {
  const path = join(__dirname, '..', '..', folder, name);
  return (existsSync(path) ? readdirSync(path).sort() : []).map((file) => {
    const text = readFileSync(join(path, file), 'utf8');
    const [, where, rule] = /^# expect: (.+) (\S+)\n/.exec(text) ?? [];
    return { file, resource: parse(text) as object, ...where !== undefined && { expected: `${where} ${rule}` } };
  });
}

/** Every document of one folder, named for a table of tests. */
export function allDocuments(folder: 'valid' | 'invalid') {
  return RESOURCES.flatMap(({ name, schema, crd, ...kept }) => kept[folder].map((document) => ({ name: `${name}/${document.file}`, schema, crd, ...document })));
}
