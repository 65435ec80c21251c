/** An answer of a server that is none. */
export class RefusedError extends Error {
  public constructor(url: string, public readonly status: number) {
    super(`${new URL(url).origin} answers ${status} for ${new URL(url).pathname}${ADVICE[status] ?? ''}`);
  }
}

const ADVICE: { readonly [status: number]: string } = {
  401: ': say a token in HF_TOKEN for the hub; registries and stores are asked without credentials',
  403: ': say the token of an account that may read it; registries and stores are asked without credentials',
  404: ': there is no such thing; correct the name or the revision',
};

/** Longest time that a server may take to answer, in milliseconds. */
const TIME = 60_000;

/** How a server is asked. */
interface Question {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** Asks a server; throws in words when it does not answer, or refuses. */
export async function ask(url: string, init: Question = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { ...init, signal: AbortSignal.timeout(TIME) });
  } catch (error) {
    const { cause = error } = error as { cause?: unknown };
    throw new Error(`${new URL(url).origin} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (!answer.ok) throw new RefusedError(url, answer.status);
  return answer;
}
