/*
 * Writes what follows from files because they are there: src/engines/barrel.generated.ts exports all engines, src/sources/source-options.generated.ts the
 * options of all sources, and src/sources/private/served-schemes.generated.ts has what they say of URIs. A test fails when one is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT, start } from './lib/project';
import { servedSchemes } from './lib/source-descriptions';

const HEAD = '// Written by scripts/barrel.ts from the files beside it. Do not edit: npm run generate\n';
const ENGINES = join(ROOT, 'src', 'engines');
const SOURCES = join(ROOT, 'src', 'sources');

/** The file that exports all others of the folder of engines. */
export const BARREL = join(ENGINES, 'barrel.generated.ts');

/** The file that exports the structs that sources take; their files are private to the room. */
const SOURCE_OPTIONS = join(SOURCES, 'source-options.generated.ts');

function namesIn(folder: string): string[] {
  return readdirSync(folder).filter(name => name.endsWith('.ts') && !name.endsWith('.generated.ts')).map(name => name.slice(0, -'.ts'.length)).sort();
}

function engines(): string {
  return namesIn(ENGINES).map(name => `export * from './${name}';\n`).join('');
}

function sourceOptions(): string {
  const structs = namesIn(join(SOURCES, 'private')).map(name => [
    name, /^export interface (\w+Options)\b/m.exec(readFileSync(join(SOURCES, 'private', `${name}.ts`), 'utf8'))?.[1],
  ]);
  return structs.filter(([, struct]) => struct !== undefined).map(([name, struct]) => `export type { ${struct} } from './private/${name}';\n`).join('');
}

/** The schemes that sources serve, each with the advice for it. */
const SCHEMES = join(SOURCES, 'private', 'served-schemes.generated.ts');

/** What is written, by file. */
export function barrels(): [file: string, text: string][] {
  return [[BARREL, HEAD + engines()], [SOURCE_OPTIONS, HEAD + sourceOptions()], [SCHEMES, HEAD + servedSchemes()]];
}

if (require.main === module) start(() => barrels().forEach(([file, text]) => writeFileSync(file, text)));
