import { ServingEngine } from '../engines/serving-engine';

/**
 * Servers that end at once on a word that belongs to no flag, or that have got all that they take: the model is derived. KServe's
 * server and NIM are not among them: nothing shows how they behave.
 */
export const TAKES_NO_WORDS = new Set([
  'llama-cpp', 'lmdeploy', 'mlserver', 'ollama', 'openvino-model-server', 'sglang', 'tensorflow-serving', 'tensorrt-llm', 'text-embeddings-inference',
  'text-generation-inference', 'torchserve', 'triton', 'vllm',
]);

/** Members of a property that is a struct, by the flag that each of them ends in: the rows of options name the whole. */
const INSIDE = new Map([
  ['--speculative-algorithm', 'speculativeDecoding.method'],
  ['--speculative-config.method', 'speculativeDecoding.method'],
  ['--structured-outputs-config.backend', 'structuredOutputBackend'],
]);

/** The property of an engine that a rendered flag gets its value from. */
export function propertyOf({ _options }: ServingEngine, flag: string): string | undefined {
  return INSIDE.get(flag) ?? _options.find(({ flags }) => flags.includes(flag))?.property;
}

/** A word in quotation marks. */
export const QUOTED = /^(?:'[\s\S]*'|"[\s\S]*")$/;

/** The word without them. */
export function unquoted(word: string): string {
  return word.slice(1, -1);
}
