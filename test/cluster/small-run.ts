/**
 * The part of `npm test` that asks a real API server: the smallest run of the same-verdict suite, a few hundred documents.
 *
 * Where the API server would have to be built first it is skipped, as that takes minutes that nobody expects here; with CI=true it
 * never is.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { missingForApiServer } from './binaries/programs';
import { NEWEST_KUBERNETES } from './binaries/versions';

const ROOT = join(__dirname, '..', '..');

/** The smallest run violates each constraint once. */
const DOCUMENTS = process.env.SAME_VERDICT_DOCUMENTS ?? '600';

function main(): number {
  const missing = missingForApiServer();
  if (missing.length > 0 && process.env.CI !== 'true') {
    console.log(`skipped: asking a real API server (${missing.join(', ')} of Kubernetes ${NEWEST_KUBERNETES} not built yet); "npm run test:cluster" builds everything once, and needs Go`);
    return 0;
  }
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status, error } = spawnSync(process.execPath, [
    jest, '-c', 'test/cluster/jest.config.json', '--globalSetup', join(__dirname, 'harness', 'small-setup.ts'),
    '--ci', '--json', '--outputFile=test-reports/same-verdict.json', 'same-verdict',
  ], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, SAME_VERDICT_DOCUMENTS: DOCUMENTS } });
  if (error !== undefined) throw error;
  return status ?? 1;
}

process.exitCode = main();
