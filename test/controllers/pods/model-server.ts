import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { showMetrics } from './metrics';
import { HostedPod, RunningPod } from './pod-host';

/** What a model server of a test does. */
export interface ModelServerOptions {
  /** Until it is ready, in milliseconds. Default: 0. */
  readonly startsIn?: number;
  /** Until a request is answered, in milliseconds. Default: 0. */
  readonly takes?: number;
  /** What it shows at `/metrics`. Default: nothing. */
  readonly metrics?: () => string;
  /** Between the deletion of its Pod and SIGTERM, as a `preStop` hook has it, in milliseconds. Default: 500. */
  readonly preStop?: number;
}

/** What a model server answers, as JSON. */
export interface Answer {
  readonly pod: string;
  readonly labels: { readonly [key: string]: string };
  readonly path: string;
}

/** A small HTTP server that stands for the server of a model: it listens at the address of its Pod, says who it is, and ends as a server should. */
export async function startModelServer(pod: HostedPod, address: string, options: ModelServerOptions = {}): Promise<RunningPod> {
  const { startsIn = 0, takes = 0, metrics = () => '', preStop = 500 } = options;
  const port = pod.spec.containers[0]!.ports![0]!.containerPort;
  const server = createServer((request, response) => {
    if (request.url === '/metrics') return showMetrics(response, metrics());
    answer(pod, request, response, takes).catch(() => response.destroy());
  });
  await sleep(startsIn);
  server.listen(port, address);
  await once(server, 'listening');
  return {
    async stop() {
      await sleep(preStop);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer({ metadata }: HostedPod, request: IncomingMessage, response: ServerResponse, takes: number): Promise<void> {
  for await (const part of request) void part;
  await sleep(takes);
  const body: Answer = { pod: metadata.name, labels: metadata.labels, path: request.url! };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
