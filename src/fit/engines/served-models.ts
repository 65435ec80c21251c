import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';
import { hasIndex, isLatent } from '../cache-kinds';

/** Whether the engine and the pages of a server are vLLM's. */
export const hasVllm = (engine: string): boolean => ['vllm', 'kserve-huggingface', 'matrixinfer-runtime'].includes(engine);

/** Whether it is vLLM from a version on; within other engines it counts as newer than all. */
export const isVllmSince = (engine: string, version: string, since: string): boolean => (
  hasVllm(engine) && (engine !== 'vllm' || isAtLeast(version, since))
);

/** Servers that load GGUF files, and split a model by its layers. */
export const loadsGguf = (engine: string): boolean => engine === 'llama-cpp' || engine === 'ollama';

/** Servers that turn texts into vectors as well as generate them, and those that do nothing else. */
const ENCODE = new Set(['vllm', 'sglang', 'llama-cpp', 'ollama', 'kserve-huggingface', 'matrixinfer-runtime', 'text-embeddings-inference']);
const ONLY_ENCODE = 'text-embeddings-inference';

/** Models that generate text, and that Text Embeddings Inference turns into vectors. https://huggingface.co/docs/text-embeddings-inference/supported_models */
const ENCODED_DECODERS = new Set(['mistral', 'qwen2', 'qwen3', 'gemma3_text', 'gemma3', 'llama', 'llama_bidirec']);

/** The longest context that a server takes. */
export function positionsOn(engine: string, version: string, { onServers, maxPositions }: Architecture): number {
  if (onServers === undefined) return maxPositions;
  if (engine === 'sglang') return isAtLeast(version, '0.5.10') ? onServers.sglang : onServers.olderSglang;
  if (!hasVllm(engine)) return maxPositions;
  return isVllmSince(engine, version, '0.30.0') ? onServers.vllm : onServers.olderVllm;
}

/**
 * The context that a server takes by itself, where nobody says one. https://github.com/vllm-project/vllm vllm/config/model.py of 0.11.1
 * (_get_and_verify_max_len)
 */
export function positionsUnsaid(engine: string, version: string, architecture: Architecture): number {
  const unsaid = isVllmSince(engine, version, '0.11.1') ? architecture.unscaledPositions : undefined;
  return unsaid ?? positionsOn(engine, version, architecture);
}

/** The model as a server uses it: one that only encodes keeps no cache and chooses no words, and no GGUF file has a method of other checkpoints. */
export function asServed(engine: string, version: string, model: Architecture): Architecture {
  const architecture = model.onServers === undefined ? model : { ...model, maxPositions: positionsOn(engine, version, model) };
  const { task, quantization, outer, seesAll } = architecture;
  if (engine === ONLY_ENCODE && task !== 'encode') return { ...architecture, task: 'encode', outer: outer.filter(({ family }) => family !== 'head') };
  if (hasVllm(engine) && seesAll) return { ...architecture, task: 'encode' };
  return loadsGguf(engine) && quantization !== undefined && quantization.method !== 'gguf' ? { ...architecture, quantization: undefined } : architecture;
}

/**
 * Servers whose cache for what an encoder has read is known: blocks beside those of the decoder.
 * https://github.com/vllm-project/vllm vllm/v1/kv_cache_interface.py (CrossAttentionSpec)
 */
const KEEP_ENCODED = ['vllm'];

/** What is not known of a model on a server, a sentence each. */
export function unknownsOnServer(engine: string, { modelType, task, layers, talks }: Architecture): string[] {
  if (talks && engine !== 'vllm') return [`the weights of the part that speaks, which ${engine} may load, are not counted`];
  if (layers.some(({ caches }) => caches.some(cache => cache.kind === 'tokens' && cache.encoded !== undefined))) {
    return KEEP_ENCODED.includes(engine) ? [] : [`what ${engine} keeps of each recording that the encoder has heard is not known`];
  }
  const isDecoder = layers.some(({ caches }) => caches.length > 0);
  const isServed = task === 'encode' && !isDecoder ? ENCODE.has(engine) : engine !== ONLY_ENCODE || ENCODED_DECODERS.has(modelType);
  return isServed ? [] : [`whether ${engine} serves models of the type ${JSON.stringify(modelType)} is not known`];
}

/**
 * Kinds of models whose cache has entries of a known size, which servers pad in a way that is not: vLLM 0.22 wanted 6.66 GiB of each device for 30000 tokens of
 * DeepSeek V4 Flash, whose entries take one. https://github.com/vllm-project/vllm/issues/44376, issues/51041
 */
const PADDED = /^(deepseek_v4|deepseek_ref|minimax_m3)/;

/** Kinds of models with latent attention of which llama.cpp keeps keys and values of all heads: src/models/minicpm3.cpp, plm.cpp */
const ALL_HEADS = /^(minicpm3|plm)$/;

/**
 * What is not known of the cache of a model, a sentence: it may be more than is counted. llama.cpp has no values beside latent vectors since
 * https://github.com/ggml-org/llama.cpp/pull/19067.
 */
export function unknownPadding(engine: string, version: string, architecture: Architecture): string | undefined {
  const { modelType } = architecture;
  if (isLatent(architecture) && loadsGguf(engine)) {
    const isOlder = !isAtLeast(version, engine === 'ollama' ? '0.30.0' : 'b7900');
    if (isOlder || ALL_HEADS.test(modelType)) {
      return `what ${engine} ${version} keeps for latent attention of models of the type ${JSON.stringify(modelType)} is not known: older builds of `
        + 'llama.cpp have values beside the latent vectors, or all heads';
    }
    if (hasIndex(architecture)) return `what ${engine} ${version} takes to choose tokens by an index is not known`;
  }
  return PADDED.test(modelType)
    ? `what ${engine} takes for the cache of models of the type ${JSON.stringify(modelType)} is not known: its entries are counted, and not how they are padded`
    : undefined;
}

/** What has to be said of a GGUF file. */
export const UNKNOWN_TYPE = 'of which type the GGUF file is, is not known: let its name say it, or give it as quantization of '
  + 'ModelArchitecture.fromConfigFile (--quantization of fit), such as Q4_K_M';

/** Why nothing but that it fits can be said of a GGUF file whose type nobody says: it may be a fourth of the model; undefined where it is said. */
export function unknownFile(engine: string, { quantization }: Architecture): string | undefined {
  if (!loadsGguf(engine) || quantization !== undefined) return undefined;
  return UNKNOWN_TYPE;
}
