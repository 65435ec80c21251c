/**
 * Makes everything that is derived from `crds/*.yaml`: the L1 types, the schemas to check with, the CRDs as code, the reference page.
 *
 * `tsx scripts/crd/generate.ts` writes the files; with `--check` it writes nothing, and fails when one is stale.
 */
import { crdFiles } from './crd-file';
import { importTypes } from './import-types';
import { lint } from './lint';
import { manifests } from './manifests';
import { GeneratedFile, stale, write } from './output';
import { reference } from './reference';
import { schemas } from './schemas';

/** Runs the script, and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const crds = crdFiles();
  const complaints = crds.flatMap(lint);
  if (complaints.length > 0) return fail(complaints.join('\n'));
  const files: GeneratedFile[] = [...importTypes(crds), ...await schemas(crds), manifests(crds), reference(crds)];
  if (args.includes('--check')) {
    const old = stale(files);
    return old.length === 0 ? 0 : fail(`stale, or not made from crds/: ${old.join(', ')}; run "npm run generate:crd" and commit what it writes`);
  }
  const changed = write(files);
  process.stdout.write(changed.length === 0 ? 'everything is up to date\n' : changed.map((path) => `wrote ${path}\n`).join(''));
  return 0;
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

if (require.main === module) {
  void main(process.argv.slice(2))
    .catch((error: Error) => fail(error.stack ?? error.message))
    .then((code) => { process.exitCode = code; });
}
