/*
 * The Python side of the flags: its virtual environment, made once and kept in the user's cache folder, and how it is called.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { homedir } from 'os';
import { join } from 'path';
import { ROOT, run } from '../lib/project';

/** Where downloads and environments are kept. */
export const TOOLS = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-matrixinfer-tools', 'engine-flags');

/** The committed data. */
export const DATA = join(ROOT, 'engine-flags');

/** What the tool needs besides the standard library. */
const UNEARTH = 'unearth==0.19.0';

/** Why the tool cannot run here; undefined when it can. */
export function whatIsMissing(): string | undefined {
  const python = spawnSync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
  return python.status === 0 ? undefined : 'there is no python3 (3.10 or newer, with venv) on the PATH';
}

/** The interpreter of an environment that has these requirements; made when it is not there, and never taken half-made. */
export function pythonWith(name: string, requirements: string[]): string {
  const folder = join(TOOLS, name);
  const python = join(folder, 'bin', 'python');
  const whole = join(folder, 'whole');
  const wanted = requirements.join('\n');
  if (!existsSync(whole) || readFileSync(whole, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(TOOLS, { recursive: true });
    run('python3', ['-m', 'venv', folder]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements]);
    writeFileSync(whole, wanted);
  }
  return python;
}

/** Runs `scripts/engine-flags`; what it prints goes to the terminal, or comes back. `sources`: where it keeps what it downloads. */
export function runTool(args: string[], options: { capture?: boolean; sources?: string } = {}): string {
  const python = pythonWith(UNEARTH.replace('==', '-'), [UNEARTH]);
  const result = spawnSync(python, [join(ROOT, 'scripts', 'engine-flags'), ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', options.capture ? 'pipe' : 'inherit', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ENGINE_FLAGS_CACHE: options.sources ?? join(TOOLS, 'sources') },
  });
  if (result.status !== 0) throw new Error(`scripts/engine-flags ${args.join(' ')}: exit code ${result.status}`);
  return result.stdout ?? '';
}

/** A folder with the Python files of a version's package, and none of what is compiled. */
export function unpacked(engine: string, version: string): string {
  const folder = join(TOOLS, 'wheels', `${engine}-${version}`);
  if (!existsSync(folder)) {
    const fresh = `${folder}.fresh`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    runTool(['unpack', engine, version, fresh]);
    renameSync(fresh, folder);
  }
  return folder;
}
