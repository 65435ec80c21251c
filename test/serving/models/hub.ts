import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The commit of every repository whose revision is no full hash. */
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** A Hugging Face hub on this machine's loopback, with one folder for whatever repository is asked for. https://huggingface.co/docs/hub/api */
export class Hub {
  /** Starts it; every repository has the files of `folder`. */
  static async start(folder: string): Promise<Hub> {
    const asked: string[] = [];
    const server = createServer((request, response) => answer(folder, asked, request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Hub(server, asked);
  }

  private constructor(private readonly server: Server, private readonly paths: string[]) {}

  /** Its port on loopback. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What a source is given as its `endpoint`. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Paths that it was asked for. */
  get asked(): readonly string[] {
    return this.paths;
  }

  /** Ends it. */
  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function answer(folder: string, asked: string[], request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url!, 'http://hub');
  asked.push(pathname);
  const [, revision, file] = /^\/[^/]+\/[^/]+\/resolve\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  if (file !== undefined) return sendFile(join(folder, file), commitOf(revision!), request, response);
  const [, name, what, commit] = /^\/api\/models\/([^/]+\/[^/]+)(?:\/(revision|tree)\/([^/]+))?/.exec(pathname) ?? [];
  if (name === undefined) return void response.writeHead(404).end();
  const files = readdirSync(folder).sort();
  const tree = files.map(path => ({ type: 'file', path, size: readFileSync(join(folder, path)).length, oid: etagOf(join(folder, path)) }));
  const info = { id: name, modelId: name, sha: commitOf(commit), private: false, tags: [], pipeline_tag: 'text-generation', siblings: files.map(rfilename => ({ rfilename })) };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(what === 'tree' ? tree : info));
}

function sendFile(path: string, commit: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = { 'x-repo-commit': commit };
  if (!existsSync(path)) return void response.writeHead(404, { ...headers, 'x-error-code': 'EntryNotFound' }).end();
  const content = readFileSync(path);
  response.writeHead(200, { ...headers, 'etag': `"${etagOf(path)}"`, 'content-length': content.length, 'content-type': 'application/octet-stream' });
  response.end(request.method === 'HEAD' ? undefined : content);
}

function commitOf(revision: string | undefined): string {
  return /^[0-9a-f]{40}$/.test(revision ?? '') ? revision! : COMMIT;
}

function etagOf(path: string): string {
  return createHash('sha1').update(readFileSync(path)).digest('hex');
}
