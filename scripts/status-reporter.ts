/*
 * Makes the one file of reporter/ that the package ships (part of `npm run compile`), and the same as a module that returns its text: for
 * the ConfigMap, also from an app that was bundled into one file.
 * Why not minified: what runs in a cluster with rights of its own should be readable in its ConfigMap.
 *
 * Usage: tsx scripts/status-reporter.ts
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT, start } from './lib/project';
import { buildReporter } from '../reporter/build';

const FOLDER = join(ROOT, 'lib', 'reporter');

start(async () => {
  const program = join(FOLDER, 'model-status-reporter.js');
  await buildReporter(program);
  const lines = readFileSync(program, 'utf8').split('\n').map(line => `  ${JSON.stringify(line)},\n`);
  writeFileSync(join(FOLDER, 'script.js'), `module.exports = [\n${lines.join('')}].join('\\n');\n`);
});
