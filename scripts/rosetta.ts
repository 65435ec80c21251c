/*
 * Compiles every TypeScript snippet of README.md and docs/, and every `@example` of a docstring, with jsii-rosetta, strictly, against the compiled package.
 * Why not `jsii-rosetta extract` alone: it knows the README only. The pages of docs/ are shown to it as if they were
 * READMEs of submodules, in a copy of the assembly, so that an error names the page it is on.
 *
 * rosetta/default.ts-fixture holds what a snippet may take for granted, rosetta/example.ts-fixture what an `@example` may. Needs a compiled package
 * (lib/ and .jsii).
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { start } from './lib/project';
import { extractSnippets, pages } from './lib/snippets';

function main(): void {
  const copy = mkdtempSync(join(tmpdir(), 'rosetta-'));
  try {
    extractSnippets(copy);
    console.log(`every snippet of README.md and the ${pages().length} pages of docs/ compiles`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

start(main);
