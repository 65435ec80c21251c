import * as http from 'node:http';
import * as https from 'node:https';
import { ApiError } from './api-error';
import { Identity } from './identity';
import { Lines } from './lines';
import { Raw, record, text } from './raw';

/** How long an answer may take, in milliseconds. */
const ANSWER_WITHIN = 30_000;

/** A clock that is off by less than this is right: the server's is given in whole seconds. */
const SAME_TIME = 2_000;

/** What Kubernetes calls the methods that are used. */
const VERBS: Readonly<Record<string, string>> = { GET: 'list', POST: 'create', PATCH: 'patch' };

/** What was asked and how it ended, for metrics. */
export type OnRequest = (verb: string, path: string, status: number) => void;

/** A request that waits for its answer. */
export interface RequestOptions {
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Requests to one API server as one ServiceAccount: plain ones, and one that never ends. */
export class Connection {
  private agent?: { readonly ca: string | undefined; readonly agent: http.Agent };
  private skew = 0;

  public constructor(private readonly server: URL, private readonly identity: Identity, private readonly onRequest: OnRequest = () => undefined) {}

  /** The time by the API server's clock, in milliseconds since 1970: what we write is compared with what it writes. */
  public now(): number {
    return Date.now() + this.skew;
  }

  /** Sends a request and gives the object that was answered; throws an `ApiError` for everything else. */
  public async send(method: string, path: string, options: RequestOptions = {}): Promise<Raw> {
    const { status, body, retryAfter } = await this.exchange(method, path, options);
    if (status >= 300) throw refusal(status, body, retryAfter);
    return body;
  }

  /**
   * Gives on each line of an answer that goes on until the server ends it, or `signal` does.
   *
   * @param within the longest that the server lets it go on, in milliseconds; a connection that is silent for longer is dead.
   */
  public stream(path: string, within: number, signal: AbortSignal, take: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const outgoing = this.open('GET', path, { signal }, incoming => {
        const status = incoming.statusCode ?? 0;
        this.onRequest('watch', path, status);
        if (status >= 300) {
          collect(incoming, ANSWER_WITHIN).then(body => reject(refusal(status, body, retryAfterOf(incoming))), reject);
          return;
        }
        const lines = new Lines(take);
        incoming.on('data', (chunk: Buffer) => {
          try {
            lines.push(chunk);
          } catch (error) {
            reject(error as Error);
            outgoing.destroy();
          }
        });
        incoming.on('error', error => reject(lost(error)));
        incoming.on('end', resolve);
        incoming.on('close', resolve);
      });
      outgoing.setTimeout(within, () => outgoing.destroy(new Error(`nothing was heard for ${within / 1_000} s`)));
      outgoing.on('error', error => {
        this.onRequest('watch', path, 0);
        reject(lost(error));
      });
      outgoing.end();
    });
  }

  /** Closes the connections. */
  public close(): void {
    this.agent?.agent.destroy();
  }

  private exchange(method: string, path: string, { body, contentType }: RequestOptions): Promise<{ status: number; body: Raw; retryAfter: number }> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = content === undefined ? {} : { 'content-type': contentType ?? 'application/json', 'content-length': String(Buffer.byteLength(content)) };
    const verb = VERBS[method] ?? method;
    return new Promise((resolve, reject) => {
      const outgoing = this.open(method, path, { headers }, incoming => {
        const status = incoming.statusCode ?? 0;
        collect(incoming, ANSWER_WITHIN).then(answer => {
          this.onRequest(verb, path, status);
          resolve({ status, body: answer, retryAfter: retryAfterOf(incoming) });
        }, error => {
          this.onRequest(verb, path, 0);
          reject(lost(error as Error));
        });
      });
      outgoing.setTimeout(ANSWER_WITHIN, () => outgoing.destroy(new Error(`no answer within ${ANSWER_WITHIN / 1_000} s`)));
      outgoing.on('error', error => {
        this.onRequest(verb, path, 0);
        reject(lost(error));
      });
      outgoing.end(content);
    });
  }

  private open(
    method: string, path: string, options: { signal?: AbortSignal; headers?: Record<string, string> },
    answered: (incoming: http.IncomingMessage) => void,
  ): http.ClientRequest {
    const { token, ca } = this.identity.get();
    const headers = { 'accept': 'application/json', 'user-agent': 'model-status-reporter', 'authorization': `Bearer ${token}`, ...options.headers };
    const { request } = this.server.protocol === 'http:' ? http : https;
    return request(new URL(path, this.server), { method, headers, agent: this.agentFor(ca), signal: options.signal }, incoming => {
      this.learn(incoming);
      answered(incoming);
    });
  }

  private agentFor(ca: string | undefined): http.Agent {
    if (this.agent === undefined || this.agent.ca !== ca) {
      const options = { keepAlive: true, keepAliveMsecs: 15_000 };
      this.agent?.agent.destroy();
      this.agent = { ca, agent: this.server.protocol === 'http:' ? new http.Agent(options) : new https.Agent({ ...options, ca }) };
    }
    return this.agent.agent;
  }

  /** What an answer tells besides, as soon as it begins: a long one says the time at which it began. */
  private learn({ headers, statusCode }: http.IncomingMessage): void {
    if (statusCode === 401) this.identity.expire();
    const skew = Date.parse(headers.date ?? '') - Date.now();
    if (!Number.isNaN(skew)) this.skew = Math.abs(skew) < SAME_TIME ? 0 : skew;
  }
}

function collect(incoming: http.IncomingMessage, within: number): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => incoming.destroy(new Error(`the answer was cut off after ${within / 1_000} s`)), within);
    const end = (error?: Error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(parse(Buffer.concat(chunks).toString('utf8')));
    };
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', end);
    incoming.on('aborted', () => end(new Error('the answer was cut off')));
    incoming.on('end', () => end());
  });
}

/** The object in a text; a page of a proxy becomes a message. */
function parse(content: string): Raw {
  try {
    return record(JSON.parse(content));
  } catch {
    return { message: content.slice(0, 200) };
  }
}

function refusal(status: number, body: Raw, retryAfter: number): ApiError {
  return new ApiError(status, text(body.message) ?? 'no message', retryAfter);
}

function retryAfterOf({ headers }: http.IncomingMessage): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) * 1_000 : 0;
}

function lost(error: Error): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, error.message);
}
