import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';
import { join } from 'node:path';

const LOOPBACK = '127.0.0.1';

/** How long the bridge may take to start, in milliseconds. */
const START_WITHIN = 30_000;

/**
 * The network of a Pod: a namespace with a loopback of its own, so that every Pod has its rendered ports to itself, and reaches nothing
 * but the ports of this machine that it was given.
 */
export class PodNetwork {
  /** Makes the namespace, and a port of this machine's loopback for each port of the Pod. */
  static async start(folder: string, ports: readonly number[], reachable: readonly number[]): Promise<PodNetwork> {
    const outward = await Promise.all(reachable.map(port => listen(join(folder, `out-${port}`), from => splice(from, connect({ port, host: LOOPBACK, allowHalfOpen: true })))));
    const bridge = spawn('bwrap', [
      '--unshare-user', '--unshare-net', '--dev-bind', '/', '/', '--die-with-parent', '--info-fd', '3',
      process.execPath, '--import', require.resolve('tsx'), join(__dirname, 'bridge.ts'), folder, ports.join(','), reachable.join(','),
    ], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const pid = await ready(bridge);
    const inward = await Promise.all(ports.map(async port => [port, await listen(0, from => throughBridge(from, join(folder, `in-${port}`)))] as const));
    return new PodNetwork(folder, bridge, pid, new Map(inward), outward);
  }

  private constructor(
    private readonly folder: string,
    private readonly bridge: ChildProcess,
    private readonly pid: number,
    private readonly inward: ReadonlyMap<number, Server>,
    private readonly outward: readonly Server[],
  ) {}

  /** Puts a command into the Pod's network. */
  entering(command: readonly string[]): string[] {
    return ['nsenter', '--target', String(this.pid), '--user', '--net', '--preserve-credentials', '--', ...command];
  }

  /** The port of this machine that leads to a port of the Pod. */
  localPort(port: number): number {
    const server = this.inward.get(port);
    if (server === undefined) throw new Error(`the Pod has no container port ${port}; it has ${[...this.inward.keys()].join(', ')}`);
    return (server.address() as AddressInfo).port;
  }

  /** Whether something accepts connections at a port of the Pod. */
  async accepts(port: number, timeout: number): Promise<boolean> {
    const socket = connect(join(this.folder, `in-${port}`));
    try {
      const answer = await Promise.race([once(socket, 'data', { signal: AbortSignal.timeout(timeout) }), once(socket, 'close')]);
      return answer.length > 0 && Buffer.isBuffer(answer[0]);
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }

  /** Ends it; what still runs in it is cut off. */
  async stop(): Promise<void> {
    for (const server of [...this.inward.values(), ...this.outward]) server.close();
    if (this.bridge.exitCode === null && this.bridge.signalCode === null) {
      this.bridge.kill('SIGKILL');
      await once(this.bridge, 'exit');
    }
  }
}

/** The process id of the bridge, once it listens. */
async function ready(bridge: ChildProcess): Promise<number> {
  const [info, output] = [collected(bridge.stdio[3] as Socket), collected(bridge.stdout as Socket)];
  const errors = collected(bridge.stderr as Socket);
  const signal = AbortSignal.timeout(START_WITHIN);
  const ended = once(bridge, 'exit').then(([code]) => { throw new Error(`the network of the Pod could not be made: exit code ${code}: ${errors()}`); });
  ended.catch(() => undefined); // later on it is stopped
  while (!output().includes('ready')) await Promise.race([once(bridge.stdout!, 'data', { signal }), ended]);
  return (JSON.parse(info()) as { 'child-pid': number })['child-pid'];
}

function collected(stream: Socket): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  return () => text;
}

function listen(address: string | number, connection: (from: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, connection);
    server.once('error', reject);
    const listening = () => resolve(server);
    if (typeof address === 'string') server.listen(address, listening);
    else server.listen(address, LOOPBACK, listening);
  });
}

/** Connects to a port of the Pod; the first byte says that the connection stands, and is not part of it. */
function throughBridge(from: Socket, path: string): void {
  const to = connect({ path, allowHalfOpen: true });
  from.pause();
  to.once('readable', () => {
    if (to.read(1) === null) return void from.resetAndDestroy();
    splice(from, to);
    from.resume();
  });
  to.on('error', () => from.resetAndDestroy());
  from.on('error', () => to.destroy());
}

function splice(one: Socket, other: Socket): void {
  for (const [from, to] of [[one, other], [other, one]] as const) {
    from.on('error', () => to.destroy());
    from.on('close', (failed: boolean) => { if (failed) to.destroy(); });
    from.pipe(to);
  }
}
