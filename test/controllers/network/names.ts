import { createSocket, RemoteInfo, Socket } from 'node:dgram';
import { once } from 'node:events';
import { LOOPBACK } from '../../cluster/harness/ports';

/** Where the resolver of every program looks; `own-network.ts` writes it into /etc/resolv.conf. */
export const NAME_SERVER = LOOPBACK;

const PORT = 53;
const TYPE_A = 1;
const NO_SUCH_NAME = 3;

/** An answer, by one who knows, with recursion asked for and had. */
const KNOWING_ANSWER = 0x8580;

/** The DNS of the cluster, of which it knows the addresses of Services and nothing else. */
export class NameServer {
  /** Starts it. `addressOf` gives the address of a Service by its namespace and name. */
  static async start(addressOf: (namespace: string, service: string) => string | undefined): Promise<NameServer> {
    const server = new NameServer(addressOf);
    server.socket.bind(PORT, NAME_SERVER);
    await once(server.socket, 'listening');
    return server;
  }

  private readonly socket: Socket = createSocket('udp4');

  private constructor(private readonly addressOf: (namespace: string, service: string) => string | undefined) {
    this.socket.on('message', (question, from) => { this.answer(question, from); });
  }

  stop(): void {
    this.socket.close();
  }

  private answer(message: Buffer, { address, port }: RemoteInfo): void {
    const question = questionOf(message);
    const found = this.lookUp(question.name);
    const records = found !== undefined && question.type === TYPE_A ? [recordOf(found)] : [];
    const header = Buffer.from(message.subarray(0, 12));
    header.writeUInt16BE(KNOWING_ANSWER + (found === undefined ? NO_SUCH_NAME : 0), 2);
    [1, records.length, 0, 0].forEach((count, index) => { header.writeUInt16BE(count, 4 + index * 2); });
    this.socket.send(Buffer.concat([header, message.subarray(12, question.end), ...records]), port, address);
  }

  /** Addresses of `name.namespace`, `name.namespace.svc` and `name.namespace.svc.cluster.local`. */
  private lookUp(name: string): string | undefined {
    const [service, namespace, ...rest] = name.toLowerCase().split('.');
    if (!['', 'svc', 'svc.cluster.local'].includes(rest.join('.'))) return undefined;
    return this.addressOf(namespace ?? '', service!);
  }
}

function questionOf(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at]!; length > 0; length = message[at]!) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** An address for one second, under the name that was asked for. */
function recordOf(address: string): Buffer {
  return Buffer.from([0xc0, 12, 0, TYPE_A, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]);
}
