import { Json } from '../../../src/ground/objects';

/** What somebody's llama.cpp said of its buffers on devices, in MiB. */
export interface LlamaCppLog {
  readonly source: string;
  readonly model: string;
  readonly config: Json;
  readonly quantization: string;
  readonly version: string;
  /** Equal devices. */
  readonly count: number;
  readonly context: number;
  readonly sequences?: number;
  readonly flashAttention?: boolean;
  /** Weights on the fullest device. */
  readonly weights?: number;
  /** Keys and values, or states, of all devices together. */
  readonly cache?: number;
  readonly states?: number;
  /** What the fullest device computes in. */
  readonly compute?: number;
}

const COMMAND_R = {
  model_type: 'cohere', hidden_size: 8192, intermediate_size: 22528, num_hidden_layers: 40, num_attention_heads: 64, vocab_size: 256000, max_position_embeddings: 131072, tie_word_embeddings: true,
};
const YI_34B = {
  model_type: 'llama', hidden_size: 7168, intermediate_size: 20480, num_hidden_layers: 60, num_attention_heads: 56, num_key_value_heads: 8, vocab_size: 64000, max_position_embeddings: 200000,
};
const TRILM = {
  model_type: 'llama', hidden_size: 3072, intermediate_size: 9216, num_hidden_layers: 30, num_attention_heads: 24, vocab_size: 50688, max_position_embeddings: 2048, tie_word_embeddings: false,
};
const QWEN_2_5_3B = {
  model_type: 'qwen2', hidden_size: 2048, intermediate_size: 11008, num_hidden_layers: 36, num_attention_heads: 16, num_key_value_heads: 2, vocab_size: 151936, max_position_embeddings: 32768, tie_word_embeddings: true,
};
const qwen35 = (hidden: number, layers: number, heads: number, valueHeads: number) => ({
  model_type: 'qwen3_5_text',
  hidden_size: hidden,
  intermediate_size: 3 * hidden,
  num_hidden_layers: layers,
  num_attention_heads: heads,
  num_key_value_heads: 4,
  head_dim: 256,
  vocab_size: 248320,
  max_position_embeddings: 262144,
  linear_conv_kernel_dim: 4,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_num_key_heads: 16,
  linear_num_value_heads: valueHeads,
  full_attention_interval: 4,
});

const GLM_4_32B = {
  model_type: 'glm4', hidden_size: 6144, intermediate_size: 23040, num_hidden_layers: 61, num_attention_heads: 48, num_key_value_heads: 2, head_dim: 128, vocab_size: 151552, max_position_embeddings: 32768, tie_word_embeddings: false,
};

const LLAMA_CPP = 'https://github.com/ggml-org/llama.cpp';

/** Logs of layers that were all on devices. */
export const LLAMA_CPP_LOGS: readonly LlamaCppLog[] = [
  { source: `${LLAMA_CPP}/issues/7217`, model: 'Yi 34B on two equal devices', config: YI_34B, quantization: 'IQ4_XS', version: 'b2849', count: 2, context: 2048, flashAttention: true, weights: 8796.98 },
  { source: `${LLAMA_CPP}/pull/6122`, model: 'Command R', config: COMMAND_R, quantization: 'IQ4_XS', version: 'b2480', count: 1, context: 4096, cache: 5120, compute: 672.01 },
  { source: 'https://github.com/mozilla-ai/llamafile/pull/552', model: 'TriLM 3.9B', config: TRILM, quantization: 'F16', version: 'b3400', count: 1, context: 512, weights: 7317.71, cache: 180, compute: 105 },
  { source: 'https://github.com/SciSharp/LLamaSharp/issues/1099', model: 'Qwen 2.5 3B', config: QWEN_2_5_3B, quantization: 'Q4_K_M', version: 'b4701', count: 1, context: 4096, cache: 144, compute: 300.75 },
  { source: 'https://github.com/ikawrakow/ik_llama.cpp/pull/344', model: 'GLM 4 32B', config: GLM_4_32B, quantization: 'Q4_K_M', version: 'b5200', count: 1, context: 32768, flashAttention: true, cache: 1952 },
  { source: 'https://github.com/JamePeng/llama-cpp-python/issues/78', model: 'Qwen 3.5 9B', config: qwen35(4096, 32, 16, 32), quantization: 'Q4_K_M', version: 'b8300', count: 1, context: 4096, states: 50.25 },
  { source: `${LLAMA_CPP}/pull/23792`, model: 'Qwen 3.5 27B', config: qwen35(5120, 64, 24, 48), quantization: 'Q4_K_M', version: 'b9300', count: 1, context: 4096, sequences: 3, states: 448.88 },
];

/** MiB of a device that nothing explains when llama.cpp ends: its context, kernels, and what it took in between. */
export const UNACCOUNTED: readonly (readonly [source: string, device: string, gibibytes: number, mebibytes: number])[] = [
  [`${LLAMA_CPP}/pull/15860`, 'NVIDIA GeForce RTX 4090', 24, 456], [`${LLAMA_CPP}/issues/27953`, 'NVIDIA RTX PRO 6000', 95, 749],
];
