/*
 * Makes the Python package of the compiled one with jsii-pacmak.
 * Why not jsii-pacmak alone: the front page of a wheel is the README, and jsii-pacmak would leave its snippets in TypeScript. jsii-rosetta translates them
 * before, with what rosetta/default.ts-fixture lets a snippet take for granted.
 *
 * Usage: tsx scripts/package-python.ts [options of jsii-pacmak]
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT, run, start } from './lib/project';
import { extractSnippets } from './lib/snippets';

start(options => {
  const copy = mkdtempSync(join(tmpdir(), 'python-package-'));
  try {
    const tablet = join(copy, 'tablet.json');
    extractSnippets(copy, '--cache-to', tablet);
    run(join(ROOT, 'node_modules', '.bin', 'jsii-pacmak'), [
      '--no-npmignore', '--target', 'python', '--rosetta-tablet', tablet, '--rosetta-unknown-snippets', 'fail', ...options,
    ]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
