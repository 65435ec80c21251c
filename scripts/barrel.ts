/*
 * Writes src/engines/barrel.generated.ts from the files in src/engines, so that an engine is exported because it is there.
 * A test fails when it is stale.
 */
import { readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT, start } from './lib/project';

const FOLDER = join(ROOT, 'src', 'engines');

/** The file that exports all others of the folder. */
export const BARREL = join(FOLDER, 'barrel.generated.ts');

/** What is written to it. */
export function barrel(): string {
  const files = readdirSync(FOLDER).filter(name => name.endsWith('.ts') && !name.endsWith('.generated.ts')).map(name => name.slice(0, -'.ts'.length)).sort();
  return `// Written by scripts/barrel.ts from the files beside it. Do not edit: npm run generate\n${files.map(file => `export * from './${file}';\n`).join('')}`;
}

if (require.main === module) start(() => writeFileSync(BARREL, barrel()));
