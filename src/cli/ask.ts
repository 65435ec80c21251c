import { tryJson } from '../ground/json';
import { asObject, JsonObject } from '../ground/objects';

/** An answer of a server that is none. */
export class RefusedError extends Error {
  public constructor(url: string, public readonly answer: Response, sent?: string) {
    const advice = sent === undefined ? ADVICE[answer.status] : REFUSED[answer.status]?.(sent) ?? ADVICE[answer.status];
    super(`${new URL(url).origin} answers ${answer.status} for ${new URL(url).pathname}${passedOn(url, answer)}: `
      + `${advice ?? 'it gives no more reason; try again later, or ask who runs it'}`);
  }
}

const ADVICE: { readonly [status: number]: string } = {
  401: 'say a token in HF_TOKEN for the hub; registries and stores are asked without credentials',
  403: 'say the token of an account that may read it; registries and stores are asked without credentials',
  404: 'there is no such thing; correct the name or the revision',
  407: 'a proxy asks for credentials of its own; say it with them in HTTPS_PROXY',
  429: 'it was asked too often; try again later',
};

/** The same, where a credential was sent. https://huggingface.co/docs/hub/models-gated */
const REFUSED: { readonly [status: number]: (sent: string) => string } = {
  401: sent => `it was asked with ${sent}, which it does not take; make a new token, or unset the variable where none is needed`,
  403: sent => (
    `it was asked with ${sent}, whose account may not read it; accept the terms of the repository on its page, or say the token of an account that may`
  ),
  404: sent => `there is no such thing, or none that ${sent} may see; correct the name or the revision`,
};

/** Longest time that a server may take to answer, in milliseconds. */
const TIME = 60_000;

/** How a server is asked. */
export interface Question {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  /** The credential among those, as messages call it. */
  readonly sent?: string;
}

/** What an answer should have been. */
export interface Expected {
  readonly allowed: string;
  readonly fix: string;
}

/** Asks a server; throws in words when it does not answer, or refuses. */
export async function ask(url: string, { sent, ...init }: Question = {}): Promise<Response> {
  const answer = await heard(url, () => fetch(url, { ...init, signal: AbortSignal.timeout(TIME) }));
  if (!answer.ok) throw new RefusedError(url, answer, sent);
  return answer;
}

/** The text of an answer; throws in words when it ends before it is whole. */
export function textOf(url: string, answer: Response): Promise<string> {
  return heard(url, () => answer.text());
}

/** The object that a server answers; throws in words when the answer is none. */
export async function objectOf(url: string, answer: Response, expected: Expected): Promise<JsonObject> {
  const text = await textOf(url, answer);
  const object = asObject(tryJson(text));
  if (object === undefined) throw unexpected(url, answer, `${answer.headers.get('content-type')?.split(';')[0] ?? 'a text'} that is no JSON object`, expected);
  return object;
}

/** The error of an answer that is not what was asked for. */
export function unexpected(url: string, answer: Response, got: string, { allowed, fix }: Expected): Error {
  const { origin, pathname } = new URL(url);
  return new Error(`${origin} answers ${answer.status} for ${pathname}${passedOn(url, answer)}, got ${got}, allowed is ${allowed}; ${fix}`);
}

/** Where another server answered in its place. */
function passedOn(url: string, { redirected, url: last }: Response): string {
  return redirected && new URL(last).origin !== new URL(url).origin ? ` (it leads to ${new URL(last).origin})` : '';
}

async function heard<T>(url: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const { cause = error } = error as { cause?: unknown };
    const why = String(cause).replace(/^\w*Error: /, '');
    const words = /^cross origin not allowed/.test(why) ? 'it leads to an address with a user and a password, where nobody is sent' : why;
    throw new Error(`${new URL(url).origin} cannot be reached for ${new URL(url).pathname}: ${words}`);
  }
}
