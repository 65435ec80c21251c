import { connect, ClientHttp2Stream } from 'node:http2';

/** What a server answers when it takes requests; 2 when it does not, 3 for a service that it does not know. */
const SERVING = 1;

const METHOD = '/grpc.health.v1.Health/Check';

/** How long an answer may take, as a kubelet waits for it by default, in milliseconds. */
const TIMEOUT = 1_000;

/** Asks as a kubelet does for a `grpc` probe; no answer is `false`. */
export async function isServing(address: string, { port, service = '' }: { readonly port: number; readonly service?: string }): Promise<boolean> {
  const session = connect(`http://${address}:${port}`);
  session.on('error', () => undefined); // the stream says so too
  try {
    const stream = session.request({ ':method': 'POST', ':path': METHOD, 'content-type': 'application/grpc', 'te': 'trailers' });
    stream.setTimeout(TIMEOUT, () => stream.destroy());
    stream.end(framed(Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)])));
    return statusOf(await received(stream)) === SERVING;
  } catch {
    return false;
  } finally {
    session.destroy();
  }
}

/** A message as gRPC sends it: not compressed, with its length. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

async function received(stream: ClientHttp2Stream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The first field of the answer; a field that is left out is 0, unknown. */
function statusOf(answer: Buffer): number {
  return answer.length >= 7 && answer[5] === 0x08 ? answer[6]! : 0;
}
