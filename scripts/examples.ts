/*
 * Synthesizes examples with cdk8s-cli, each into its own dist/ (`npm run examples`, `npm run quickstart`).
 * Why not cdk8s-cli alone: a person wants to see what came out, and every example in one go.
 *
 * Usage: tsx scripts/examples.ts [--show] [<example> ...]     all of them when none is named
 */
import { readFileSync } from 'fs';
import { join, relative } from 'path';
import { exampleNames, synthExample } from './lib/examples';
import { filesUnder, ROOT, start } from './lib/project';

function main(args: string[]): void {
  const named = args.filter(arg => !arg.startsWith('--'));
  for (const name of named.length ? named : exampleNames()) {
    const dist = synthExample(name);
    for (const file of filesUnder(dist)) {
      const path = join(dist, file);
      if (args.includes('--show')) console.log(readFileSync(path, 'utf8'));
      console.log(`examples/${name}: ${relative(ROOT, path)}`);
    }
  }
}

start(main);
