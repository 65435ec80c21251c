import { once } from 'events';
import { existsSync, mkdtempSync, readFileSync } from 'fs';
import { createServer, IncomingMessage, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { lock } from '../../src/cli/lock';

/** A server on loopback that answers as a test says it. */
export interface Loopback {
  readonly host: string;
  /** What was asked, with the header that says as whom. */
  readonly asked: string[];
  answers(how: (request: IncomingMessage, response: ServerResponse) => void): void;
  close(): void;
}

export async function loopback(): Promise<Loopback> {
  const asked: string[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.writeHead(404).end();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers: how => { answer = how; },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A folder with a lock that the command writes. */
export class LockFolder {
  public readonly path = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-cli-'));
  public readonly file = join(this.path, 'lock.json');

  public run(...words: string[]): Promise<string> {
    return lock(['--file', this.file, ...words]);
  }

  /** What was written; undefined when nothing was. */
  public get written(): { readonly sources: object; readonly images: object } | undefined {
    return existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) as { sources: object; images: object } : undefined;
  }
}

/** Sets variables of the shell for the time of a question. */
export async function withShell<T>(variables: { readonly [name: string]: string }, question: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await question();
  } finally {
    for (const name of Object.keys(variables)) if (before[name] === undefined) delete process.env[name]; else process.env[name] = before[name];
  }
}
