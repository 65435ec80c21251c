import * as http from 'node:http';
import * as https from 'node:https';
import { ApiError, TooLarge } from './api-error';
import { Identity } from './identity';
import { Lines } from './lines';
import { at, list, Raw, record, text } from './raw';

/** How long an answer may take, in milliseconds. */
const ANSWER_WITHIN = 30_000;

/** Largest answer, in bytes, when it is no page: no object is as large. */
const LARGEST = 32 * 2 ** 20;

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
  /** Largest answer that is read, in bytes. */
  readonly most?: number;
}

/** An answer, and how large it was, in bytes. */
export interface Page { readonly body: Raw; readonly bytes: number }

/** Any answer, also that something was refused. */
interface Answer { readonly status: number; readonly page: Page; readonly retryAfter: number }

/** An answer that goes on. */
export interface StreamOptions {
  /** The longest that the server lets it go on, in milliseconds; a connection that is silent for longer is dead. */
  readonly within: number;
  readonly signal: AbortSignal;
  /** The server has begun to answer. */
  opened(): void;
  take(line: string): void;
}

/** Requests to one API server as one ServiceAccount: plain ones, and one that never ends. */
export class Connection {
  private agent?: { readonly ca: string | undefined; readonly agent: http.Agent };
  private skew = 0;
  private lastPage: Promise<unknown> = Promise.resolve();

  public constructor(private readonly server: URL, private readonly identity: Identity, private readonly onRequest: OnRequest = () => undefined) {}

  /** The time by the API server's clock, in milliseconds since 1970: what we write is compared with what it writes. */
  public now(): number {
    return Date.now() + this.skew;
  }

  /** Sends a request and gives the object that was answered; throws an `ApiError` for everything else. */
  public async send(method: string, path: string, options: RequestOptions = {}): Promise<Raw> {
    return (await this.ask(method, path, options)).body;
  }

  /** Gives a page of a list; throws `TooLarge` when it has more bytes. One at a time, whoever asks: a page is what is held in memory whole. */
  public page(path: string, most = LARGEST): Promise<Page> {
    const page = this.lastPage.then(() => this.ask('GET', path, { most }));
    this.lastPage = page.then(() => undefined, () => undefined); // and not the page itself
    return page;
  }

  /** Gives on each line of an answer that goes on until the server ends it, or `signal` does. */
  public stream(path: string, { within, signal, opened, take }: StreamOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      const outgoing = this.open('GET', path, { signal }, incoming => {
        const status = incoming.statusCode ?? 0;
        this.onRequest('watch', path, status);
        if (status >= 300) {
          collect(incoming, LARGEST).then(({ body }) => reject(refusal(status, body, retryAfterOf(incoming))), reject);
          return;
        }
        opened();
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

  private async ask(method: string, path: string, options: RequestOptions): Promise<Page> {
    const { status, page, retryAfter } = await this.exchange(method, path, options);
    if (status >= 300) throw refusal(status, page.body, retryAfter);
    return page;
  }

  private exchange(method: string, path: string, { body, contentType, most = LARGEST }: RequestOptions): Promise<Answer> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = content === undefined ? {} : {
      'content-type': contentType ?? 'application/json',
      'content-length': String(Buffer.byteLength(content)),
    };
    const verb = VERBS[method] ?? method;
    return new Promise((resolve, reject) => {
      const outgoing = this.open(method, path, { headers }, incoming => {
        const status = incoming.statusCode ?? 0;
        collect(incoming, most).then(page => {
          this.onRequest(verb, path, status);
          resolve({ status, page, retryAfter: retryAfterOf(incoming) });
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

function collect(incoming: http.IncomingMessage, most: number): Promise<Page> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (error?: Error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve({ body: parse(Buffer.concat(chunks).toString('utf8')), bytes });
      if (error) incoming.destroy();
    };
    const timer = setTimeout(() => end(new Error(`the answer was cut off after ${ANSWER_WITHIN / 1_000} s`)), ANSWER_WITHIN);
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= most) chunks.push(chunk);
      else end(new TooLarge(`the answer has more than ${most} bytes`));
    });
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
  const fields = list(at(body, 'details', 'causes')).flatMap(cause => text(record(cause).field) ?? []);
  return new ApiError(status, text(body.message) ?? 'no message', retryAfter, fields);
}

function retryAfterOf({ headers }: http.IncomingMessage): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) * 1_000 : 0;
}

function lost(error: Error): Error {
  return error instanceof ApiError || error instanceof TooLarge ? error : new ApiError(0, error.message);
}
