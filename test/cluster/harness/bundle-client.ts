import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..', '..', '..');

/** Where jest.config.json maps `@kubernetes/client-node` to. */
const BUNDLE = join(ROOT, 'node_modules', '.cache', 'cdk8s-matrixinfer', 'client-node.cjs');

/**
 * Makes one CommonJS file of `@kubernetes/client-node`: it is an ES module, which jest loads on Node 20 with an experimental
 * flag only, and in a thousand files.
 */
export async function bundleClient(): Promise<void> {
  mkdirSync(dirname(BUNDLE), { recursive: true });
  const scratch = `${BUNDLE}.${process.pid}`;
  await build({
    entryPoints: [join(ROOT, 'node_modules', '@kubernetes', 'client-node', 'dist', 'index.js')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: scratch,
    logLevel: 'error',
  });
  renameSync(scratch, BUNDLE); // another run may be reading it
}
