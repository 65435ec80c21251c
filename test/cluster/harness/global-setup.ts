import { bundleClient } from './bundle-client';
import { findNeeds } from './needs';
import { buildAll } from '../binaries/build';
import { CannotBuildError } from '../binaries/go-build';

/**
 * Makes sure, before any suite, that the programs are there: the suites then start in seconds, and their time limits can be short.
 *
 * Suites whose programs cannot be built are skipped and the reason is printed; with CI=true that is a failure.
 */
export default async function globalSetup(): Promise<void> {
  await bundleClient();
  try {
    await buildAll();
  } catch (error) {
    if (!(error instanceof CannotBuildError) || process.env.CI === 'true') throw error;
  }
  const missing = await findNeeds();
  for (const reason of new Set(Object.values(missing))) process.stderr.write(`suites are skipped: ${reason}\n`);
}
