import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the holder of a lock says that it is alive, in milliseconds. */
const HEARTBEAT = 2_000;

/** A lock whose holder has been silent for this long is nobody's, in milliseconds. */
const STALE_AFTER = 60_000;

/** How often one who waits looks again, in milliseconds. */
const POLL = 500;

/**
 * Runs `work` while no other process does so under the same lock file.
 *
 * A lock left behind by a process that died is taken over: at once on the same machine, after a minute of silence elsewhere.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  while (!tryTake(file)) {
    if (isStale(file)) {
      rmSync(file, { force: true });
    } else {
      await sleep(POLL);
    }
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function tryTake(file: string): boolean {
  try {
    writeFileSync(file, `${hostname()} ${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(file: string): boolean {
  try {
    const [host, pid] = readFileSync(file, 'utf8').trim().split(' ');
    if (host === hostname() && pid !== undefined && !isAlive(Number(pid))) return true;
    return Date.now() - statSync(file).mtimeMs > STALE_AFTER;
  } catch {
    return false; // gone in the meantime: the next try takes it
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // taken over after a long sleep of this machine: both builders end with a rename, which is harmless
  }
}
