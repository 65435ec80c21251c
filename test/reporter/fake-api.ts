import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Raw, record } from '../../reporter/kube/raw';
import { sources } from '../../reporter/resources';

/** Collections that this server has not: the Model is the only kind of ours that it knows. */
const MISSING = new Set(sources(undefined).filter(({ resource }) => resource.optional).map(({ resource }) => resource.name));

/** Watches of one namespace, or of all, on such a server. */
export const WATCHES = sources(undefined).length - MISSING.size;

/** A request that was answered. */
export interface Asked { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly token: string; readonly body: Raw }

/** Answers a request in place of the fake, when it does. */
export type Fault = (asked: Asked, response: ServerResponse) => boolean;

/** An object with the version that it was stored under. */
interface Stored { readonly collection: string; readonly name: string; readonly object: Raw }

/**
 * As much of an API server as a watch client can tell from a real one: lists in pages, watches from a version, bookmarks, 410 for a version that
 * it has forgotten, status patches, Events by name. What a real one does is shown by the suites of test/cluster.
 */
export class FakeApi {
  public static async start(): Promise<FakeApi> {
    const api = new FakeApi();
    await api.listen(0);
    return api;
  }

  public readonly asked: Asked[] = [];
  /** Tried first, for each request. */
  public readonly faults: Fault[] = [];
  public version = 100;
  /** Versions below it are forgotten. */
  public oldest = 0;
  private readonly stored = new Map<string, Stored>();
  private readonly history: { readonly version: number; readonly collection: string; readonly line: string }[] = [];
  private readonly watches = new Set<{ readonly collection: string; readonly response: ServerResponse }>();
  private server?: Server;
  private port = 0;

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Stores an object: an ADDED or MODIFIED for everyone who watches. */
  public put(collection: string, object: Raw): Raw {
    const name = String(record(object.metadata).name);
    const namespace = String(record(object.metadata).namespace);
    const key = `${collection}/${namespace}/${name}`;
    const version = ++this.version;
    const whole = { ...object, metadata: { ...record(object.metadata), resourceVersion: String(version) } };
    this.tell(collection, this.stored.has(key) ? 'MODIFIED' : 'ADDED', whole, version);
    this.stored.set(key, { collection, name, object: whole });
    return whole;
  }

  public delete(collection: string, namespace: string, name: string): void {
    const key = `${collection}/${namespace}/${name}`;
    const known = this.stored.get(key)!;
    this.stored.delete(key);
    const version = ++this.version;
    this.tell(collection, 'DELETED', { ...known.object, metadata: { ...record(known.object.metadata), resourceVersion: String(version) } }, version);
  }

  public get(collection: string, namespace: string, name: string): Raw {
    return this.stored.get(`${collection}/${namespace}/${name}`)!.object;
  }

  public all(collection: string): Raw[] {
    return [...this.stored.values()].filter(one => one.collection === collection).map(({ object }) => object);
  }

  public bookmark(): void {
    const version = ++this.version;
    for (const { collection, response } of this.watches) response.write(`${JSON.stringify({ type: 'BOOKMARK', object: { kind: collection, metadata: { resourceVersion: String(version) } } })}\n`);
  }

  /** Forgets every version until now, without a word to those who watch. */
  public compact(): void {
    this.oldest = this.version + 1;
    this.version += 1;
  }

  /** Ends all watches: in order, or as a server that is killed. */
  public cut(how: 'ended' | 'broken'): void {
    for (const { response } of this.watches) {
      if (how === 'ended') response.end();
      else response.socket?.destroy();
    }
    this.watches.clear();
  }

  public get watching(): number {
    return this.watches.size;
  }

  public async stop(): Promise<void> {
    this.server?.closeAllConnections();
    this.watches.clear();
    await new Promise(resolve => this.server?.close(resolve));
  }

  /** Begins to listen, again on the port of before. */
  public async listen(port = this.port): Promise<void> {
    this.server = createServer((request, response) => void this.take(request, response));
    await new Promise<void>(resolve => this.server!.listen(port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  private tell(collection: string, type: string, object: Raw, version: number): void {
    const line = JSON.stringify({ type, object });
    this.history.push({ version, collection, line });
    for (const watch of this.watches) if (watch.collection === collection) watch.response.write(`${line}\n`);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url!, 'http://localhost');
    const text = Buffer.concat(chunks).toString();
    const asked = {
      method: request.method!, path: url.pathname, query: url.searchParams, token: String(request.headers.authorization), body: record(text === '' ? {} : JSON.parse(text)),
    };
    this.asked.push(asked);
    if (this.faults.some(fault => fault(asked, response))) return;
    if (asked.method === 'GET') this.read(asked, response);
    else if (asked.method === 'POST') this.create(asked, response);
    else this.patch(asked, response);
  }

  private read({ path, query }: Asked, response: ServerResponse): void {
    const collection = path.split('/').at(-1)!;
    if (MISSING.has(collection)) return answer(response, 404, { message: 'the server could not find the requested resource' });
    if (query.get('watch') === 'true') return this.watch(collection, Number(query.get('resourceVersion')), response);
    const items = this.all(collection);
    const from = Number(query.get('continue') ?? 0);
    const to = from + Number(query.get('limit'));
    const more = to < items.length ? String(to) : '';
    answer(response, 200, { metadata: { resourceVersion: String(this.version), continue: more }, items: items.slice(from, to) });
  }

  private watch(collection: string, from: number, response: ServerResponse): void {
    if (from < this.oldest) {
      response.writeHead(200);
      response.end(`${JSON.stringify({ type: 'ERROR', object: { code: 410, message: 'too old resource version' } })}\n`);
      return;
    }
    response.writeHead(200);
    response.flushHeaders();
    for (const { version, line } of this.history.filter(event => event.collection === collection && event.version > from)) {
      if (version > from) response.write(`${line}\n`);
    }
    const watch = { collection, response };
    this.watches.add(watch);
    response.on('close', () => this.watches.delete(watch));
  }

  private create({ path, body }: Asked, response: ServerResponse): void {
    const [, , , , namespace] = path.split('/');
    const key = `events/${namespace}/${String(record(body.metadata).name)}`;
    if (this.stored.has(key)) return answer(response, 409, { message: 'already exists' });
    answer(response, 201, this.put('events', body));
  }

  private patch({ path, body }: Asked, response: ServerResponse): void {
    const [, , , , , namespace, , name] = path.split('/');
    const known = this.stored.get(`models/${namespace}/${name}`);
    if (known === undefined) return answer(response, 404, { message: 'not found' });
    const status = { ...record(known.object.status), ...record(body.status) };
    for (const member of Object.keys(status)) if (status[member] === null) delete status[member];
    if (JSON.stringify(status) === JSON.stringify(known.object.status)) return answer(response, 200, known.object);
    answer(response, 200, this.put('models', { ...known.object, status }));
  }
}

/** Sends an answer. */
export function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Waits until something holds; fails with what it last was. */
export async function until(holds: () => unknown, within = 8_000): Promise<void> {
  for (const deadline = Date.now() + within; !holds();) {
    if (Date.now() > deadline) throw new Error(`does not hold: ${holds.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
