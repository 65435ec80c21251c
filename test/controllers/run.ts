/**
 * `npm run test:controllers`: has what the suites need, then runs jest in a network of its own, from which nothing can be downloaded.
 */
import { hasOwnNetwork, runInOwnNetwork, whyNoOwnNetwork } from './network/own-network';
import { buildPrograms } from './programs/build';
import { bundleClient } from '../cluster/harness/bundle-client';

const JEST = ['npx', 'jest', '-c', 'test/controllers/jest.config.json', '--ci', '--json', '--outputFile=test-reports/controllers.json'];

async function main(args: readonly string[]): Promise<number> {
  const reason = whyNoOwnNetwork();
  if (reason !== undefined) throw new Error(reason);
  await bundleClient();
  await buildPrograms(args);
  return runInOwnNetwork([...JEST, ...args]).status ?? 1;
}

if (require.main === module && !hasOwnNetwork()) {
  main(process.argv.slice(2)).then((status) => { process.exitCode = status; }, (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
