import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** How long a program may take to end by itself before it is killed, in milliseconds. */
const GRACE = 5_000;

/** How much of a program's log is shown when it fails, in characters. */
const LOG_TAIL = 4_000;

/** A program started by a test, which ends it by its own process id. */
export class Child {
  private readonly process: ChildProcess;
  private readonly exited: Promise<void>;
  private ended = false;

  /** Starts `program`, and writes what it prints into the file `log`. */
  constructor(
    readonly name: string,
    program: string,
    args: readonly string[],
    private readonly log: string,
    guardian: Guardian,
    env: Readonly<Record<string, string>> = {},
  ) {
    const file = openSync(log, 'a'); // no pipe: programs that open /dev/stdout cannot open one of Node
    this.process = spawn(program, args, { stdio: ['ignore', file, file], env: { ...process.env, ...env } });
    closeSync(file);
    this.exited = new Promise((resolve) => {
      const end = () => { this.ended = true; resolve(); };
      this.process.once('exit', end);
      this.process.once('error', end);
    });
    if (this.process.pid !== undefined) guardian.watch(this.process.pid);
  }

  /** Whether the program still runs. */
  get alive(): boolean {
    return !this.ended;
  }

  /** Its process id; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.process.pid;
  }

  /** The end of what it printed. */
  logTail(): string {
    return readFileSync(this.log, 'utf8').slice(-LOG_TAIL);
  }

  /** Asks the program to end, waits for a bounded time, then kills it. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), GRACE);
    await this.exited;
    clearTimeout(timer);
  }
}

/**
 * Kills the watched programs, and removes their folder, when this process ends without having stopped them, even by SIGKILL.
 *
 * It is a shell that reads from a pipe: the pipe closes when its writer is gone, however that happened.
 */
export class Guardian {
  private static readonly SCRIPT = 'pids=; while read line; do [ "$line" = done ] && exit 0; pids="$pids $line"; done; kill -9 $pids 2>/dev/null; rm -rf "$0"';
  private readonly shell: ChildProcess;

  constructor(folder: string) {
    this.shell = spawn('sh', ['-c', Guardian.SCRIPT, folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    this.shell.unref();
    this.shell.stdin!.on('error', () => undefined); // it is gone: nothing left to tell it
    (this.shell.stdin as unknown as { unref(): void }).unref();
  }

  /** Adds a process to those that must not outlive this one. */
  watch(pid: number): void {
    this.shell.stdin!.write(`${pid}\n`);
  }

  /** Says that everything has been stopped in order. */
  dismiss(): void {
    this.shell.stdin!.end('done\n');
  }
}
