import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../harness/api-client';
import { Child, Guardian } from '../harness/child-process';
import { ControlPlane } from '../harness/control-plane';
import { freePorts, LOOPBACK } from '../harness/ports';

/**
 * One more kube-apiserver on the etcd of a control plane, as in a cluster with several: it can be stopped and started while the other one goes on,
 * so that a test can change what it likes meanwhile.
 */
export class SecondApiServer {
  static async start(cluster: ControlPlane, ...more: readonly string[]): Promise<SecondApiServer> {
    const [port] = await freePorts(1);
    const server = new SecondApiServer(cluster, port!, more);
    await server.start();
    return server;
  }

  private readonly folder: string;
  private readonly guardian: Guardian;
  private readonly program: string;
  private readonly args: readonly string[];
  private child?: Child;
  private starts = 0;

  private constructor(private readonly cluster: ControlPlane, private readonly port: number, more: readonly string[]) {
    this.folder = mkdtempSync(join(cluster.folder, 'second-'));
    this.guardian = new Guardian(this.folder);
    const [program, args] = commandOf(cluster, 'kube-apiserver');
    this.program = program;
    this.args = [...args.map((arg) => arg.replace(/^--cert-dir=.*/, `--cert-dir=${this.folder}`).replace(/^--secure-port=.*/, `--secure-port=${port}`)), ...more];
  }

  /** Its address. */
  get url(): string {
    return `https://${LOOPBACK}:${this.port}`;
  }

  /** Its certificate. */
  get ca(): string {
    return readFileSync(join(this.folder, 'apiserver.crt'), 'utf8');
  }

  /** Starts it, the first time or again, and waits until it is ready. */
  async start(): Promise<void> {
    this.child = new Child('second kube-apiserver', this.program, this.args, join(this.folder, `log-${this.starts++}`), this.guardian);
    const [line] = readFileSync(join(this.cluster.folder, 'tokens.csv'), 'utf8').split(',');
    const client = new ApiClient({ host: LOOPBACK, port: this.port, token: line! });
    try {
      for (const deadline = Date.now() + 60_000; !await isReady(client);) {
        if (Date.now() > deadline || !this.child.alive) throw new Error(`the second API server is not ready:\n${this.child.logTail()}`);
        await sleep(100);
      }
    } finally {
      client.close();
    }
  }

  async stop(): Promise<void> {
    await this.child?.stop();
  }

  async remove(): Promise<void> {
    await this.stop();
    this.guardian.dismiss();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Nothing was written since the last time. */
const ALREADY_COMPACTED = 11;

/** Makes etcd forget everything before now, as a control plane does every five minutes. */
export async function compact(cluster: ControlPlane): Promise<void> {
  const [, args] = commandOf(cluster, 'kube-apiserver');
  const etcd = args.find((arg) => arg.startsWith('--etcd-servers='))!.slice('--etcd-servers='.length);
  const post = async (path: string, body: object) => await (await fetch(`${etcd}${path}`, { method: 'POST', body: JSON.stringify(body) })).json() as { readonly header?: { readonly revision: string }; readonly code?: number };
  const { header } = await post('/v3/kv/range', { key: Buffer.from('/').toString('base64') });
  const answer = await post('/v3/kv/compaction', { revision: header!.revision, physical: true });
  if (answer.header === undefined && answer.code !== ALREADY_COMPACTED) throw new Error(`etcd does not compact: ${JSON.stringify(answer)}`);
}

/** How a program of the control plane was started. */
function commandOf(cluster: ControlPlane, name: string): [program: string, args: string[]] {
  for (const pid of cluster.pids()) {
    const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter((word) => word !== '') as [string, ...string[]];
    if (program.endsWith(name)) return [program, args];
  }
  throw new Error(`no ${name} runs`);
}

async function isReady(client: ApiClient): Promise<boolean> {
  try {
    return (await client.send('GET', '/readyz')).status === 200;
  } catch {
    return false; // it does not listen yet
  }
}
