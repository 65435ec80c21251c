/*
 * Writes examples/<name>/expected/ anew. Run it after a wanted change of the output, and read the difference before you commit
 * it: it is what users of the examples will see.
 *
 * Usage: npx tsx test/examples/refresh.ts [<example> ...]     all of them when none is named
 */
import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { exampleNames, fileOf, synthesize } from './synthesis';

async function refresh(name: string): Promise<void> {
  const { exitCode, printed, own } = await synthesize(name);
  if (exitCode !== 0) throw new Error(`examples/${name}: ${printed}`);
  const folder = fileOf(name, 'expected');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, text] of Object.entries(own)) writeFileSync(join(folder, file), text);
  console.log(`examples/${name}/expected: ${Object.keys(own).join(', ')}`);
}

async function main(named: string[]): Promise<void> {
  for (const name of named.length ? named : exampleNames()) await refresh(name);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`FAILED: ${error.message}`);
  process.exitCode = 1;
});
