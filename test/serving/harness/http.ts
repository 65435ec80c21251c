import { request } from 'node:http';

/** An answer over HTTP. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** How a request is sent. */
export interface Asked {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Time after which it fails, in milliseconds. */
  readonly timeout?: number;
}

/** Sends one request on a connection of its own: a GET, or a POST of JSON. */
export function ask(url: string, { json, headers = {}, timeout = 60_000 }: Asked = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const body = json === undefined ? undefined : JSON.stringify(json);
    const all = { ...headers, ...(body !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }) };
    const sent = request(url, { method: body === undefined ? 'GET' : 'POST', agent: false, headers: all, signal: AbortSignal.timeout(timeout) }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
      response.once('end', () => resolve({ status: response.statusCode!, text }));
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The same, for an answer in JSON; throws when its status is not 200. */
export async function askJson<T>(url: string, asked?: Asked): Promise<T> {
  const { status, text } = await ask(url, asked);
  if (status !== 200) throw new Error(`HTTP ${status} at ${url}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}
