import { createServer, Server } from 'node:http';
import { Socket } from 'node:net';

/** What is answered, by path. */
export interface Answers {
  /** Why it should be restarted; undefined when it is well. */
  unhealthy(): string | undefined;
  /** Why it cannot do its work yet; undefined when it can. */
  unready(): string | undefined;
  metrics(): string;
}

/** How long a request and its answer may take, in milliseconds, and how often that is looked at. */
const TIMES = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 1_000, connectionsCheckingInterval: 1_000 };

/** Largest headers, in bytes. */
const HEADERS = 8_192;

/**
 * Connections at once, and how long one lives, in milliseconds. However many come, the process keeps these, each with at most its headers; those that were not
 * accepted yet wait in the kernel, which keeps as many as `net.core.somaxconn` says and drops the others.
 */
const CONNECTIONS = 64;
const LIFE = 10_000;

/** Serves `/healthz`, `/readyz` and `/metrics`, and nothing else: one request for each connection. */
export function probeServer({ unhealthy, unready, metrics }: Answers): Server {
  const server = createServer({ ...TIMES, maxHeaderSize: HEADERS }, (request, response) => {
    const end = (code: number, content = '', type = 'text/plain') => response.writeHead(code, { 'content-type': type, 'connection': 'close' }).end(content);
    const probe = (problem: string | undefined) => end(problem === undefined ? 200 : 503, `${problem ?? 'ok'}\n`);
    if (request.method !== 'GET') end(405);
    else if (request.url === '/healthz') probe(unhealthy());
    else if (request.url === '/readyz') probe(unready());
    else if (request.url === '/metrics') end(200, metrics(), 'text/plain; version=0.0.4');
    else end(404);
  });
  limitConnections(server);
  return server;
}

/**
 * The oldest connection goes when there are too many, and each goes after a while whatever it does. The kubelet's probe is the newest one and over in
 * milliseconds: connections that only stay open neither take the memory nor keep the probe out, as they would if new ones were refused.
 */
function limitConnections(server: Server): void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), LIFE).unref();
    socket.once('close', () => {
      clearTimeout(timer);
      open.delete(socket);
    });
    open.add(socket);
    if (open.size <= CONNECTIONS) return;
    const [oldest] = open;
    open.delete(oldest!);
    oldest!.destroy();
  });
}
