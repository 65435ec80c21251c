import { askJson } from '../harness/http';

interface Completion {
  readonly model: string;
  readonly choices: readonly { readonly text: string; readonly finish_reason: string }[];
  readonly usage: { readonly completion_tokens: number };
}

interface Models {
  readonly data: readonly { readonly id: string }[];
}

/** Asks an OpenAI-compatible server for exactly so many tokens, and throws when they are not what comes back. */
export async function complete(url: string, model: string, tokens: number): Promise<void> {
  const json = { model, prompt: 'Kubernetes is', max_tokens: tokens, min_tokens: tokens, ignore_eos: true, temperature: 0.7, seed: 1 };
  const answer = await askJson<Completion>(`${url}/v1/completions`, { json, timeout: 120_000 });
  if (answer.usage.completion_tokens !== tokens) throw new Error(`asked for ${tokens} tokens, got ${answer.usage.completion_tokens}: ${JSON.stringify(answer).slice(0, 300)}`);
  if (answer.model !== model || answer.choices.length !== 1) throw new Error(`not an answer of ${model}: ${JSON.stringify(answer).slice(0, 300)}`);
}

/** The names that clients may send, as the server lists them. */
export async function listedModels(url: string): Promise<string[]> {
  return (await askJson<Models>(`${url}/v1/models`)).data.map(({ id }) => id);
}

/** Completions that take a given time: how many tokens that is, is measured with as many at once as come while a Pod ends. */
export class TimedCompletions {
  private tokensPerSecond = 0;

  /** @param most tokens that fit into the context of the model. */
  constructor(private readonly most: number) {}

  /** Asks for tokens that take so many seconds, or, with 0, for a few, several times; throws when they do not come. */
  async complete(url: string, model: string, seconds: number): Promise<void> {
    if (seconds > 0) return complete(url, model, Math.min(this.most, Math.max(1, Math.round(seconds * this.tokensPerSecond))));
    const several = () => Promise.all(Array.from({ length: AT_ONCE }, () => complete(url, model, FEW)));
    await several(); // the first of a server are slow: it compiles for that many
    const began = Date.now();
    await several();
    this.tokensPerSecond = FEW / (Math.max(1, Date.now() - began) / 1_000);
  }
}

const AT_ONCE = 6;
const FEW = 256;
