import { Agent, request } from 'node:https';

/** How to reach an API server. */
export interface ApiEndpoint {
  readonly port: number;
  readonly host: string;
  readonly token: string;
  /** Certificate that the server must show; undefined while it is being made. */
  readonly ca?: string;
}

/** An object as the API server takes and gives it. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string; readonly generation?: number; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** What the API server answered. */
export interface ApiAnswer {
  readonly status: number;
  /** Texts of the Warning headers. */
  readonly warnings: readonly string[];
  readonly body: KubeObject & { readonly message?: string };
}

/**
 * Plain requests to an API server, for what a generated client hides: warning headers, and objects that are broken on purpose.
 */
export class ApiClient {
  private readonly agent: Agent;

  constructor(private readonly endpoint: ApiEndpoint) {
    this.agent = new Agent({ keepAlive: true, ca: endpoint.ca, rejectUnauthorized: endpoint.ca !== undefined });
  }

  /** Sends one request, an object as JSON and a text as it is; an answer with an error status is an answer. */
  async send(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<ApiAnswer> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    try {
      return await this.exchange(method, path, text, contentType);
    } catch (error) {
      if (!(error instanceof StaleConnectionError)) throw error;
      return this.exchange(method, path, text, contentType);
    }
  }

  /** Sends one request, and fails with the server's words when it is refused. */
  async must(method: string, path: string, body?: unknown, contentType?: string): Promise<ApiAnswer> {
    const answer = await this.send(method, path, body, contentType);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.message ?? ''}`);
    return answer;
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  private exchange(method: string, path: string, text: string | undefined, contentType: string): Promise<ApiAnswer> {
    const { host, port, token } = this.endpoint;
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(text === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request({ host, port, path, method, headers, agent: this.agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => resolve({
          status: incoming.statusCode ?? 0,
          warnings: warningTexts(incoming.headers.warning),
          body: parse(Buffer.concat(chunks).toString('utf8')),
        }));
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        reject(outgoing.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnectionError(error.message) : error);
      });
      outgoing.end(text);
    });
  }
}

/** The server closed a kept connection just as it was used again: the request is sent once more. */
class StaleConnectionError extends Error {}

function parse(text: string): KubeObject {
  try {
    return JSON.parse(text) as KubeObject;
  } catch {
    return { message: text };
  }
}

/** Texts of a header like `299 - "first", 299 - "second"`. */
function warningTexts(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : header ?? '';
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!.replace(/\\(.)/g, '$1'));
}
