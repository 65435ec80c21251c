import { Agent, request, RequestOptions } from 'node:http';

/** What came back. */
export interface Reply<T> {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  /** The answer, when it is JSON. */
  readonly body?: T;
}

/** Sends a request on a connection of its own; no answer is an answer. */
export function ask<T>(url: string, headers: Readonly<Record<string, string>> = {}, agent: Agent | false = false): Promise<Reply<T>> {
  return send(url, { headers, agent: agent as Agent });
}

/** Sends something as JSON, on a connection of its own. */
export function post<T>(url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Reply<T>> {
  return send(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, agent: false }, JSON.stringify(body));
}

function send<T>(url: string, options: RequestOptions, body?: string): Promise<Reply<T>> {
  return new Promise((resolve) => {
    const outgoing = request(url, options, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', () => resolve({ status: 0, headers: {} }));
      incoming.on('end', () => resolve({ status: incoming.statusCode!, headers: incoming.headers, body: parsed<T>(Buffer.concat(parts).toString('utf8')) }));
    });
    outgoing.on('error', () => resolve({ status: 0, headers: {} }));
    outgoing.end(body);
  });
}

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
