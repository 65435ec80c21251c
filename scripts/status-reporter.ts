/*
 * Makes the one file of reporter/ that the package ships (part of `npm run compile`).
 * Why not minified: what runs in a cluster with rights of its own should be readable in its ConfigMap.
 *
 * Usage: tsx scripts/status-reporter.ts
 */
import { join } from 'path';
import { ROOT, start } from './lib/project';
import { buildReporter } from '../reporter/build';

start(() => buildReporter(join(ROOT, 'lib', 'reporter', 'model-status-reporter.js')));
