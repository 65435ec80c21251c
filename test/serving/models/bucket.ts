import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureServer } from '../install/servers';

/** Credentials that the store takes. */
export const CREDENTIALS = { id: 'test-key', secret: 'not-a-secret' } as const;

/** An object store with the S3 API on loopback: every folder of a folder is a bucket. https://rclone.org/commands/rclone_serve_s3/ */
export class ObjectStore {
  /** Serves the folders of `folder`. */
  static async start(folder: string): Promise<ObjectStore> {
    const port = await freePort();
    const { folder: rclone } = await ensureServer('rclone');
    const address = `127.0.0.1:${port}`;
    const store = spawn(join(rclone, 'rclone'), ['serve', 's3', '--addr', address, '--auth-key', `${CREDENTIALS.id},${CREDENTIALS.secret}`, '--config', '/notfound', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    store.stderr.setEncoding('utf8').on('data', (chunk: string) => { log += chunk; });
    const ended = once(store, 'exit').then(() => { throw new Error(`the object store ended: ${log}`); });
    ended.catch(() => undefined); // later on it is stopped
    while (!log.includes(address)) await Promise.race([once(store.stderr, 'data'), ended]);
    return new ObjectStore(port, store);
  }

  private constructor(
    /** Its port on loopback. */
    readonly port: number,
    private readonly process: ChildProcess,
  ) {}

  /** What a source is given as its `endpoint`. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends it. */
  stop(): void {
    this.process.kill();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
