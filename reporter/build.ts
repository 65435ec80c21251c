import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** What esbuild leaves of the comments: those inside of classes. */
const COMMENT = /^ *\/\*\*[^]*?\*\/\n/gm;

/** What esbuild indents by, an even number of spaces: a tab for two is a tenth of the file. */
const INDENT = /^(?: {2})+/gm;

/** Makes one file of this folder, that Node runs and that needs no other. */
export async function buildReporter(outfile: string): Promise<void> {
  mkdirSync(dirname(outfile), { recursive: true });
  const scratch = `${outfile}.${process.pid}`;
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Not minified: what runs in a cluster with rights of its own should be readable in its ConfigMap.
    minifySyntax: true,
    charset: 'utf8',
    write: false,
    logLevel: 'error',
  });
  writeFileSync(scratch, outputFiles[0]!.text.replace(COMMENT, '').replace(INDENT, indent => '\t'.repeat(indent.length / 2)));
  renameSync(scratch, outfile); // another process may be reading it
}
