import { createServer, Server } from 'node:http';

/** What is answered, by path. */
export interface Answers {
  /** Why it should be restarted; undefined when it is well. */
  unhealthy(): string | undefined;
  /** Why it cannot do its work yet; undefined when it can. */
  unready(): string | undefined;
  metrics(): string;
}

/** Serves `/healthz`, `/readyz` and `/metrics`, and nothing else. */
export function probeServer({ unhealthy, unready, metrics }: Answers): Server {
  return createServer((request, response) => {
    const probe = (problem: string | undefined) => response.writeHead(problem === undefined ? 200 : 503, { 'content-type': 'text/plain' }).end(`${problem ?? 'ok'}\n`);
    if (request.method !== 'GET') response.writeHead(405).end();
    else if (request.url === '/healthz') probe(unhealthy());
    else if (request.url === '/readyz') probe(unready());
    else if (request.url === '/metrics') response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics());
    else response.writeHead(404).end();
  });
}
