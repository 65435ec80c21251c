/*
 * What more than one script needs: where the project is, how a command is run, what its files are.
 */
import { spawnSync, SpawnSyncOptions } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join, relative, resolve } from 'path';

/** The checkout. */
export const ROOT = resolve(__dirname, '..', '..');

/** Starts a script: what goes wrong is said in one line, without the stack of a script that works. */
export function start(main: (args: string[]) => void | Promise<void>): void {
  Promise.resolve(process.argv.slice(2)).then(main).catch((error: Error) => {
    console.error(`FAILED: ${error.message}`);
    process.exitCode = 1;
  });
}

/** Runs a program and ends the script when it fails; output goes to the terminal. */
export function run(program: string, args: string[], options: SpawnSyncOptions = {}): void {
  const result = spawnSync(program, args, { stdio: 'inherit', cwd: ROOT, ...options });
  if (result.error || result.status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${result.error?.message ?? `exit code ${result.status}`}\n${result.stdout ?? ''}${result.stderr ?? ''}`);
  }
}

/** Files under a folder by their path inside it, sorted; the folders named are left out at any depth. */
export function filesUnder(folder: string, leftOut: string[] = []): string[] {
  const walk = (dir: string): string[] => readdirSync(dir, { withFileTypes: true })
    .filter(entry => !leftOut.includes(entry.name))
    .flatMap(entry => entry.isDirectory() ? walk(join(dir, entry.name)) : entry.isFile() ? [join(dir, entry.name)] : []);
  return existsSync(folder) ? walk(folder).map(file => relative(folder, file)).sort() : [];
}

/** Names of the files that two folders do not have alike, each with what is wrong. */
export function differences(expected: string, actual: string, leftOut: string[] = []): string[] {
  const names = [...new Set([...filesUnder(expected, leftOut), ...filesUnder(actual, leftOut)])].sort();
  return names.flatMap(name => {
    const [here, there] = [join(expected, name), join(actual, name)];
    if (!existsSync(there)) return [`${name}: missing`];
    if (!existsSync(here)) return [`${name}: not expected`];
    return readFileSync(here).equals(readFileSync(there)) ? [] : [`${name}: differs`];
  });
}

/** Adds a suite that is no jest run to the counts that .ci/run sums up, in jest's own words. */
export function reportCounts(suite: string, passed: number, failed: number): void {
  mkdirSync(join(ROOT, 'test-reports'), { recursive: true });
  writeFileSync(join(ROOT, 'test-reports', `${suite}.json`), JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 0 }));
}

/** Time since a moment, for people. */
export function seconds(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
