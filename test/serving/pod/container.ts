import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { PodNetwork } from './network';
import { bubblewrap, Sandbox, strayFiles } from './sandbox';

/** How a container ended. */
export interface Exit {
  /** As Kubernetes shows it: 137 after SIGKILL, 143 when SIGTERM ended it. */
  readonly code: number;
}

/** A container that runs, as a process of this machine. */
export class RunningContainer {
  /** Starts it in the Pod's network; what it prints goes into the file `log`. */
  static async start(name: string, sandbox: Sandbox, network: PodNetwork, log: string): Promise<RunningContainer> {
    const file = openSync(log, 'a');
    const [program, ...args] = network.entering(['bwrap', '--info-fd', '3', ...bubblewrap(sandbox)]);
    const child = spawn(program!, args, { stdio: ['ignore', file, file, 'pipe'] });
    closeSync(file);
    const exit = once(child, 'exit').then(([code, signal]) => ({ code: (code as number | null) ?? (signal === 'SIGKILL' ? 137 : 143) }));
    let info = '';
    (child.stdio[3] as Socket).setEncoding('utf8').on('data', (chunk: string) => { info += chunk; });
    await Promise.race([once(child.stdio[3]!, 'end'), exit]);
    const pid = info === '' ? undefined : (JSON.parse(info) as { 'child-pid': number })['child-pid'];
    return new RunningContainer(name, sandbox, child, pid, exit, log);
  }

  private constructor(
    readonly name: string,
    private readonly sandbox: Sandbox,
    private readonly child: ChildProcess,
    /** Of its first process, on this machine; undefined when it could not be started. */
    readonly pid: number | undefined,
    /** When and how it ends. */
    readonly exit: Promise<Exit>,
    private readonly log: string,
  ) {}

  /** Whether it still runs. */
  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** All that it printed. */
  printed(): string {
    return readFileSync(this.log, 'utf8');
  }

  /** Sends a signal to its first process. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (!this.alive) return;
    try {
      if (this.pid !== undefined) process.kill(this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended in this moment
    }
  }

  /** Runs a command in it, as an exec probe or hook does; the exit code, or undefined when it took too long. */
  async run(command: readonly string[], timeout: number): Promise<number | undefined> {
    const inside = ['--target', String(this.pid), '--user', '--mount', '--pid', '--net', '--preserve-credentials', '--wd=/', '--', ...command];
    const child = spawn('nsenter', inside, { stdio: 'ignore', env: this.sandbox.environment });
    try {
      const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(timeout) }) as [number | null];
      return code ?? undefined;
    } catch {
      child.kill('SIGKILL');
      return undefined;
    }
  }

  /** Paths that it can write to, as its kernel sees them, devices, /proc and /sys aside. */
  writablePaths(): string[] {
    const mounts = readFileSync(`/proc/${this.pid}/mountinfo`, 'utf8').trim().split('\n').map(line => line.split(' '));
    const writable = mounts.filter(fields => fields[5]!.split(',').includes('rw')).map(fields => fields[4]!);
    return writable.filter(path => !/^\/(proc|sys|dev)(\/(?!shm)|$)/.test(path)).sort();
  }

  /** What it wrote outside of its volumes. */
  strayFiles(): string[] {
    return strayFiles(this.sandbox);
  }
}
