import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  /** What the server is told: slots, or requests that it takes. */
  readonly slots?: number;
}

/** Kinds of models that Ollama computes for one request at a time, whatever it is told. https://github.com/ollama/ollama server/sched.go (load) */
const ONE_IN_OLLAMA = /^(mllama|qwen3_vl(_moe)?|qwen3_5(_moe)?|qwen3_next|lfm2(_moe)?|nemotron_h)$/;

/**
 * Sequences that llama.cpp and Ollama take at once: as many as they have slots. Where nobody says how many, llama.cpp has 4 since
 * https://github.com/ggml-org/llama.cpp/pull/16736 and had 1, Ollama has 1 since 0.10.0 and had up to 4: envconfig/config.go.
 */
export function slotsAtOnce({ engine, version, architecture: { modelType }, slots }: Asked): number | undefined {
  if (engine === 'ollama') return ONE_IN_OLLAMA.test(modelType) ? 1 : slots ?? (isAtLeast(version, '0.10.0') ? 1 : 4);
  return engine === 'llama-cpp' ? slots ?? (isAtLeast(version, 'b6900') ? 4 : 1) : slots;
}
