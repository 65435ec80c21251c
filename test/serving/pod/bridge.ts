/*
 * Runs in the network namespace of a Pod, and holds it open: its only way in and out. Unix sockets do not care about network namespaces,
 * so for each port of the Pod there is one, `in-<port>`, that leads to it, and for each port of this machine that the Pod may reach
 * there is a listener in the Pod that leads to `out-<port>`.
 *
 * `node bridge.ts <folder> <port of the Pod>,… <port of this machine>,…`
 */
import { connect, createServer, NetConnectOpts, Socket } from 'node:net';
import { join } from 'node:path';

/** Stands for the Pod's address: a server that listens on 127.0.0.1 alone does not answer here, as it would not in a cluster. */
const POD_ADDRESS = '127.0.0.2';

/** Sent to the caller when the connection stands: without it a closed port and a silent one would look the same. */
const CONNECTED = '+';

const [folder = '', inward = '', outward = ''] = process.argv.slice(2);
const numbers = (list: string) => list.split(',').filter(Boolean).map(Number);

function forward(to: NetConnectOpts, greeting: string): (from: Socket) => void {
  return from => {
    const target = connect({ ...to, allowHalfOpen: true });
    target.once('connect', () => {
      if (greeting !== '') from.write(greeting);
      from.pipe(target);
      target.pipe(from);
    });
    for (const [one, other] of [[from, target], [target, from]] as const) {
      one.on('error', () => other.destroy());
      one.on('close', (failed: boolean) => { if (failed) other.destroy(); });
    }
  };
}

function listen(address: { path: string } | { port: number; host: string }, connection: (from: Socket) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    createServer({ allowHalfOpen: true }, connection).once('error', reject).listen(address, resolve);
  });
}

async function main(): Promise<void> {
  await Promise.all([
    ...numbers(inward).map(port => listen({ path: join(folder, `in-${port}`) }, forward({ port, host: POD_ADDRESS }, CONNECTED))),
    ...numbers(outward).map(port => listen({ port, host: '127.0.0.1' }, forward({ path: join(folder, `out-${port}`) }, ''))),
  ]);
  process.stdout.write('ready\n');
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
