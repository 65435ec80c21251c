import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasProgram } from './has-program';
import { withLock } from './lock';
import { Progress } from './progress';

/** Programs of one Go module, at one version. */
export interface GoProgram {
  /** Folder in the cache, for instance `kubernetes`. */
  readonly name: string;
  /** Module path. */
  readonly module: string;
  /** Version, without the leading `v`. */
  readonly version: string;
  /** Package of each program, by the program's name. */
  readonly packages: Readonly<Record<string, string>>;
  /** Whether the module's `k8s.io/X v0.0.0` requirements have to be replaced by the staging module of the same release. */
  readonly staging?: boolean;
  /** What the linker is told besides `-s -w`. */
  readonly ldflags?: string;
  /** Build tags, for instance to leave out what no suite needs. */
  readonly tags?: readonly string[];
}

/** Says that programs cannot be built on this machine, and what to install. */
export class CannotBuildError extends Error {}

/** The folder that everything built is kept in: outside the checkout, and shared by all checkouts. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-matrixinfer');
}

/**
 * Paths of the programs `wanted`, built first if they are not in the cache.
 *
 * Programs are built in a temporary folder and renamed into place, so that an interrupted build leaves nothing half-done.
 */
export async function ensureGoPrograms(program: GoProgram, wanted: readonly string[]): Promise<Record<string, string>> {
  const folder = folderOf(program);
  const missing = () => missingOf(program, wanted);
  if (missing().length > 0) {
    requireGo(missing(), program.version);
    await withLock(`${folder}.lock`, async () => {
      if (missing().length > 0) await buildInto(folder, program, missing());
    });
  }
  return Object.fromEntries(wanted.map((name) => [name, join(folder, name)]));
}

/** The programs of `wanted` that are not in the cache, and would have to be built. */
export function missingOf(program: GoProgram, wanted: readonly string[]): string[] {
  return wanted.filter((name) => !existsSync(join(folderOf(program), name)));
}

function folderOf({ name, version }: GoProgram): string {
  return join(cacheFolder(), `${name}-${version}-${process.platform}-${process.arch}`);
}

function requireGo(names: readonly string[], version: string): void {
  if (hasProgram('go', 'version')) return;
  throw new CannotBuildError(
    `${names.join(', ')} ${version} cannot be built, as there is no Go on this machine: install Go 1.26 or newer (https://go.dev/doc/install), `
    + 'or set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver',
  );
}

async function buildInto(folder: string, program: GoProgram, names: readonly string[]): Promise<void> {
  const scratchPrefix = `${folder}.tmp-`;
  removeLeftovers(scratchPrefix);
  const scratch = mkdtempSync(scratchPrefix);
  const progress = new Progress(`building ${names.join(', ')} ${program.version} from Go modules, once, into ${folder}`);
  try {
    await writeModule(scratch, program, names);
    mkdirSync(join(scratch, 'bin'));
    const tags = program.tags === undefined ? [] : ['-tags', program.tags.join(',')];
    const flags = ['-trimpath', '-ldflags', `-s -w ${program.ldflags ?? ''}`.trim(), ...tags];
    // Each by its name: Go itself would call that of `…/server/v3` server.
    for (const name of names) await go(scratch, ['build', ...flags, '-o', join('bin', name), packageOf(program, name)]);
    mkdirSync(folder, { recursive: true });
    for (const name of names) renameSync(join(scratch, 'bin', name), join(folder, name));
    progress.end('done');
  } catch (error) {
    progress.end('failed');
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Writes a module of our own that requires the programs' module, since replacements count in the main module only. */
async function writeModule(folder: string, program: GoProgram, names: readonly string[]): Promise<void> {
  const downloaded = await go(folder, ['mod', 'download', '-json', `${program.module}@v${program.version}`]);
  const { GoMod: file, Dir: source } = JSON.parse(downloaded) as { GoMod: string; Dir: string };
  const theirs = readFileSync(file, 'utf8');
  const ours = [
    'module cdk8s-matrixinfer.dev/cluster-programs',
    ...(theirs.match(/^go .*$/m) ?? []),
    ...(theirs.match(/^godebug (\([^)]*\)|.*$)/m)?.slice(0, 1) ?? []),
    `require ${program.module} v${program.version}`,
    ...(program.staging ? stagingReplacements(theirs, program.version) : ownReplacements(theirs, source)),
  ];
  writeFileSync(join(folder, 'go.mod'), `${ours.join('\n')}\n`);
  const imports = names.map((name) => `import _ "${packageOf(program, name)}"`);
  writeFileSync(join(folder, 'tools.go'), `//go:build tools\n\npackage tools\n\n${imports.join('\n')}\n`);
  await go(folder, ['mod', 'tidy']);
}

function stagingReplacements(goMod: string, version: string): string[] {
  const [, minor, patch] = version.split('.');
  const staging = new Set([...goMod.matchAll(/^\s*(k8s\.io\/\S+) v0\.0\.0(?=\s)/gm)].map((match) => match[1]!));
  return [...staging].map((module) => `replace ${module} => ${module} v0.${minor}.${patch}`);
}

/**
 * The replacements of the programs' own module, which Go does not take over; folders of it are meant where it lies.
 *
 * A folder that is a module of its own is not in what is published of the other: there, the version that is required is taken.
 */
function ownReplacements(goMod: string, source: string): string[] {
  const replacements = [...goMod.matchAll(/^(?:replace|\t) ?(\S+(?: v\S+)?) => (\S+)( v\S+)?/gm)];
  return replacements.flatMap(([, from, to, version = '']) => {
    const target = to!.startsWith('.') ? join(source, to!) : to!;
    return target !== to && !existsSync(target) ? [] : [`replace ${from} => ${target}${version}`];
  });
}

function packageOf(program: GoProgram, name: string): string {
  const path = program.packages[name];
  if (path === undefined) throw new Error(`${program.module} has no program ${name}`);
  return path;
}

/** Removes what an interrupted build left; the caller holds the lock, so nobody is using it. */
function removeLeftovers(prefix: string): void {
  const parent = join(prefix, '..');
  for (const entry of readdirSync(parent)) {
    const path = join(parent, entry);
    if (path.startsWith(prefix)) rmSync(path, { recursive: true, force: true });
  }
}

function go(folder: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, { cwd: folder, env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => { output.stdout += chunk; });
    child.stderr.on('data', (chunk) => { output.stderr += chunk; });
    const endChild = () => child.kill();
    process.once('exit', endChild);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', endChild);
      if (code === 0) resolve(output.stdout);
      else reject(new CannotBuildError(`go ${args[0]} failed with code ${code}: ${output.stderr.trim().slice(-2_000)}`));
    });
  });
}
