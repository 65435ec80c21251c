/**
 * Servers that end at once on a word that belongs to no flag, or that have got all that they take: the model is derived. KServe's
 * server and NIM are not among them: nothing shows what they do.
 */
export const TAKES_NO_WORDS = new Set([
  'llama-cpp', 'lmdeploy', 'mlserver', 'ollama', 'openvino-model-server', 'sglang', 'tensorflow-serving', 'tensorrt-llm', 'text-embeddings-inference',
  'text-generation-inference', 'torchserve', 'triton', 'vllm',
]);

/** The properties of engines that a rendered flag gets its value from. */
export const STATED_BY = new Map([
  ['--backend', 'backend'],
  ['--cache-type-k', 'kvCacheDtype'],
  ['--cache-type-v', 'kvCacheDtype'],
  ['--dtype', 'dtype'],
  ['--grammar-backend', 'structuredOutputBackend'],
  ['--guided-decoding-backend', 'structuredOutputBackend'],
  ['--kv-cache-dtype', 'kvCacheDtype'],
  ['--max-lora-rank', 'maxLoraRank'],
  ['--model-format', 'quantization'],
  ['--quant-policy', 'kvCacheDtype'],
  ['--quantization', 'quantization'],
  ['--reasoning-parser', 'reasoningParser'],
  ['--speculative-algorithm', 'speculativeDecoding.method'],
  ['--speculative-config.method', 'speculativeDecoding.method'],
  ['--structured-outputs-config.backend', 'structuredOutputBackend'],
  ['--tool-call-parser', 'toolCallParser'],
]);

/** A word in quotation marks. */
export const QUOTED = /^(?:'[\s\S]*'|"[\s\S]*")$/;

/** The word without them. */
export function unquoted(word: string): string {
  return word.slice(1, -1);
}

/** Whether a flag is for a credential: its value is in no message. */
export function isForCredential(flag: string): boolean {
  return /(token|secret|passw(or)?d|keys?|credentials?)$/i.test(flag);
}
