import { join } from 'node:path';
import type { Config } from 'jest';
import { noteMissing } from './needs';
import { CannotBuildError } from '../../cluster/binaries/go-build';
import { hasProgram } from '../../cluster/binaries/has-program';
import { promtoolProgram } from '../../cluster/binaries/promtool';
import { ensureServer, ServerName, SERVERS, whyNotServer } from '../install/servers';

/** What suites need that are not called after their server. `npm run serve` is shown with the one that is installed soonest. */
const NEEDED: Readonly<Record<string, readonly ServerName[]>> = {
  'argv': ['vllm'],
  'downloads': ['triton', 'mlserver', 'rclone', 'storage-initializer'],
  'serve': ['triton'],
  'fit-modules': ['vllm'],
  'fit-engines': ['vllm', 'llama-cpp'],
};

/** As much of jest's configuration as is read: which suites were asked for. */
interface Chosen {
  readonly rootDir: string;
  readonly testPathPatterns: { toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean } };
}

/**
 * Installs the servers of the suites that were asked for, ahead of them: `<server>.serving.ts` needs its server.
 *
 * Suites whose server cannot be had are skipped and the reason is printed; with CI=true that is a failure.
 */
export default async function globalSetup(config: Config & Chosen): Promise<void> {
  const chosen = config.testPathPatterns.toExecutor({ rootDir: config.rootDir });
  const missing: Record<string, string> = {};
  for (const name of Object.keys(SERVERS) as ServerName[]) {
    const suites = [name, ...Object.keys(NEEDED).filter(suite => NEEDED[suite]!.includes(name))];
    if (!suites.some(suite => chosen.isMatch(join(__dirname, '..', `${suite}.serving.ts`)))) continue;
    const reason = await whyNotHad(name);
    if (reason === undefined) continue;
    if (process.env.CI === 'true') throw new Error(reason);
    missing[name] = reason;
    process.stderr.write(`the suite of ${name} is skipped: ${reason}\n`);
  }
  noteMissing(missing);
  // What asks the queries of alerts and dashboards; the suites go without it where there is no Go.
  if (hasProgram('go', 'version')) await promtoolProgram();
}

async function whyNotHad(name: ServerName): Promise<string | undefined> {
  const reason = whyNotServer(name);
  if (reason !== undefined) return reason;
  try {
    await ensureServer(name);
    return undefined;
  } catch (error) {
    if (error instanceof CannotBuildError) return error.message;
    throw error;
  }
}
