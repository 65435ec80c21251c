import { configuration } from './read';
import { Json } from '../../../src/ground/objects';

/** What somebody's server said of its memory when it started. */
export interface Log {
  /** Where it was published. */
  readonly source: string;
  readonly model: string;
  readonly config: Json;
  readonly quantization?: string;
  readonly engine: string;
  readonly version: string;
  readonly device: string;
  /** GiB of one device, as its tools show it. */
  readonly gibibytes: number;
  readonly count: number;
  readonly utilization?: number;
  readonly maxModelLen?: number;
  readonly maxBatchedTokens?: number;
  readonly maxSequences?: number;
  readonly cacheType?: string;
  readonly expertParallel?: boolean;
  /** GiB that it said to have for the cache on one device; less than nothing where it ended for that. */
  readonly cacheGibibytes: number;
  /** Tokens that this is, where it keeps all tokens of all layers. */
  readonly tokens?: number;
  /** GiB of the weights on one device. */
  readonly weightGibibytes?: number;
}

const of = (name: string): Json => configuration(name).config;

const LLAMA_2_7B = {
  model_type: 'llama', hidden_size: 4096, intermediate_size: 11008, num_hidden_layers: 32, num_attention_heads: 32, vocab_size: 32000, max_position_embeddings: 4096, torch_dtype: 'float16', tie_word_embeddings: false,
};
const LLAMA_3_8B = {
  model_type: 'llama', hidden_size: 4096, intermediate_size: 14336, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, vocab_size: 128256, max_position_embeddings: 8192, torch_dtype: 'bfloat16',
};
const QWEN_14B = {
  model_type: 'qwen2', hidden_size: 5120, intermediate_size: 13824, num_hidden_layers: 48, num_attention_heads: 40, num_key_value_heads: 8, vocab_size: 152064, max_position_embeddings: 131072, torch_dtype: 'bfloat16',
};
const QWEN_3_14B = {
  model_type: 'qwen3', hidden_size: 5120, intermediate_size: 17408, num_hidden_layers: 40, num_attention_heads: 40, num_key_value_heads: 8, head_dim: 128, vocab_size: 151936, max_position_embeddings: 40960, torch_dtype: 'bfloat16',
};
const QWEN_1_5_7B = {
  model_type: 'qwen2', hidden_size: 4096, intermediate_size: 11008, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 32, vocab_size: 151936, max_position_embeddings: 32768, torch_dtype: 'float16',
};
const GEMMA_3_4B = {
  model_type: 'gemma3',
  architectures: ['Gemma3ForConditionalGeneration'],
  text_config: {
    model_type: 'gemma3_text', hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256, vocab_size: 262208, max_position_embeddings: 131072, sliding_window: 1024, sliding_window_pattern: 6,
  },
  vision_config: { model_type: 'siglip_vision_model', hidden_size: 1152, intermediate_size: 4304, num_hidden_layers: 27, num_attention_heads: 16, image_size: 896, patch_size: 14 },
  torch_dtype: 'bfloat16',
};

const LLAMA_3_1_8B = { ...LLAMA_3_8B, max_position_embeddings: 131072 };
const INTERNVL_2_5_8B = {
  model_type: 'internvl_chat',
  llm_config: of('ome internlm2_7b'),
  vision_config: { model_type: 'intern_vit_6b', hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, num_attention_heads: 16, image_size: 448, patch_size: 14 },
  torch_dtype: 'bfloat16',
};
const QWEN_1_5_14B = {
  model_type: 'qwen2', hidden_size: 5120, intermediate_size: 13696, num_hidden_layers: 40, num_attention_heads: 40, vocab_size: 152064, max_position_embeddings: 32768, torch_dtype: 'float16', tie_word_embeddings: false,
};

const NEMOTRON_NANO_9B = {
  model_type: 'nemotron_h', hidden_size: 4480, intermediate_size: 15680, num_hidden_layers: 56, hybrid_override_pattern: 'M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-', num_attention_heads: 40, num_key_value_heads: 8, head_dim: 128, mamba_num_heads: 128, mamba_head_dim: 80, ssm_state_size: 128, n_groups: 8, conv_kernel: 4, vocab_size: 131072, max_position_embeddings: 131072, torch_dtype: 'bfloat16', tie_word_embeddings: false,
};

const H100 = { device: 'NVIDIA H100', gibibytes: 80 };
const VLLM = 'https://github.com/vllm-project/vllm';
const SGLANG = 'https://github.com/sgl-project/sglang';
const TENSORRT = 'https://github.com/NVIDIA/TensorRT-LLM';
const RTX_5090 = { device: 'NVIDIA GeForce RTX 5090', gibibytes: 31.84, count: 1, maxModelLen: 131_072, maxBatchedTokens: 8192, maxSequences: 1, cacheType: 'fp8' };

/** Facts of logs that people published: the model, the device, what the server was told, and what it said. */
export const LOGS: readonly Log[] = [
  { source: `${VLLM}/pull/10511`, model: 'Llama 3 8B', config: LLAMA_3_8B, engine: 'vllm', version: '0.6.5', ...H100, count: 1, cacheGibibytes: 53.29, weightGibibytes: 14.96 },
  { source: `${VLLM}/pull/10511`, model: 'Llama 3 8B', config: LLAMA_3_8B, engine: 'vllm', version: '0.6.5', ...H100, count: 2, cacheGibibytes: 58.97, weightGibibytes: 7.48 },
  { source: `${VLLM}/issues/13061`, model: 'DeepSeek R1 Distill Qwen 14B', config: QWEN_14B, engine: 'vllm', version: '0.7.2', device: 'NVIDIA RTX 4090', gibibytes: 24, count: 2, utilization: 0.98, cacheGibibytes: 8.69, weightGibibytes: 13.95 },
  { source: `${VLLM}/issues/15815`, model: 'Qwen 2.5 32B', config: of('ome qwen2.5_32b'), engine: 'vllm', version: '0.7.3', device: 'NVIDIA L40S', gibibytes: 44.7, count: 2, maxModelLen: 10000, cacheGibibytes: 7.71, weightGibibytes: 30.71 },
  { source: 'https://github.com/kubernetes-sigs/gateway-api-inference-extension/pull/550', model: 'Llama 2 7B', config: LLAMA_2_7B, engine: 'vllm', version: '0.8.1', ...H100, count: 1, cacheGibibytes: 56.18, weightGibibytes: 12.55 },
  { source: `${VLLM}/issues/21348`, model: 'Qwen 3 235B in FP8', config: of('aiconfigurator Qwen/Qwen3-235B-A22B-FP8'), engine: 'vllm', version: '0.9.2', ...H100, count: 4, cacheGibibytes: 8.11 },
  { source: `${VLLM}/issues/23278`, model: 'gpt-oss 120B', config: of('aiconfigurator openai/gpt-oss-120b'), engine: 'vllm', version: '0.10.1', ...H100, count: 1, cacheGibibytes: -2.14, weightGibibytes: 65.97 },
  { source: `${VLLM}/issues/27508`, model: 'gpt-oss 120B', config: of('aiconfigurator openai/gpt-oss-120b'), engine: 'vllm', version: '0.11.0', ...H100, count: 1, utilization: 0.95, maxBatchedTokens: 1024, cacheGibibytes: 1.71 },
  { source: 'https://github.com/LMCache/LMCache/issues/3430', model: 'Qwen 3 8B', config: of('aiconfigurator Qwen/Qwen3-8B'), engine: 'vllm', version: '0.21.0', device: 'NVIDIA RTX 4090', gibibytes: 24, count: 1, utilization: 0.9764, maxModelLen: 16384, cacheGibibytes: 6.37, tokens: 46_368 },
  { source: `${VLLM}/issues/44376`, model: 'DeepSeek V4 Flash', config: of('aiconfigurator deepseek-ai/DeepSeek-V4-Flash'), engine: 'vllm', version: '0.22.0', device: 'NVIDIA GH200', gibibytes: 96, count: 2, utilization: 0.95, maxModelLen: 30_000, cacheType: 'fp8', expertParallel: true, cacheGibibytes: 5.44 },
  { source: `${VLLM}/issues/21348`, model: 'Qwen 3 235B in FP8', config: of('aiconfigurator Qwen/Qwen3-235B-A22B-FP8'), engine: 'sglang', version: '0.4.9', ...H100, count: 4, utilization: 0.93, cacheGibibytes: 16.46, tokens: 367_404 },
  { source: 'https://github.com/xorbitsai/inference/issues/3481', model: 'Qwen 3 14B', config: QWEN_3_14B, engine: 'sglang', version: '0.4.6', device: 'a device of 48 GB', gibibytes: 48, count: 1, cacheGibibytes: 14, tokens: 91_749, weightGibibytes: 27.57 },
  { source: `${SGLANG}/pull/4826`, model: 'Gemma 3 4B', config: GEMMA_3_4B, engine: 'sglang', version: '0.4.4', device: 'NVIDIA H200', gibibytes: 141, count: 1, cacheGibibytes: 108.24, tokens: 834_615, weightGibibytes: 8.13 },
  { source: `${TENSORRT}/issues/2268`, model: 'Qwen 1.5 7B', config: QWEN_1_5_7B, engine: 'tensorrt-llm', version: '0.13.0', device: 'NVIDIA A100 40GB', gibibytes: 40, count: 1, cacheGibibytes: 19.7, tokens: 40_384 },
  { source: `${TENSORRT}/issues/1400`, model: 'Llama 2 7B in 8 bits', config: LLAMA_2_7B, quantization: 'fp8', engine: 'tensorrt-llm', version: '0.8.0', device: 'NVIDIA A100 80GB', gibibytes: 80, count: 1, maxSequences: 1, maxBatchedTokens: 4096, cacheGibibytes: 64.75, tokens: 132_608 },
  { source: `${TENSORRT}/issues/6294`, model: 'Llama 3.1 8B in FP8', config: LLAMA_3_1_8B, quantization: 'fp8', engine: 'tensorrt-llm', version: '1.0.0', ...H100, count: 1, utilization: 0.8, maxSequences: 4096, maxBatchedTokens: 23_552, cacheType: 'fp8', cacheGibibytes: 52.51, tokens: 860_320 },
  { source: `${TENSORRT}/issues/224`, model: 'Llama 2 7B', config: LLAMA_2_7B, engine: 'tensorrt-llm', version: '0.5.0', device: 'NVIDIA A10', gibibytes: 22.49, count: 1, utilization: 0.95, maxSequences: 25, cacheGibibytes: 5.23, tokens: 10_718 },
  { source: 'https://github.com/InternLM/lmdeploy/issues/3411', model: 'InternVL 2.5 8B', config: INTERNVL_2_5_8B, engine: 'lmdeploy', version: '0.7.2', device: 'NVIDIA A100 80GB', gibibytes: 80, count: 1, cacheGibibytes: 48.55, tokens: 397_696 },
  { source: `${VLLM}/issues/10517`, model: 'Llama 3.1 8B with 20000 tokens', config: LLAMA_3_1_8B, engine: 'vllm', version: '0.6.4', device: 'NVIDIA GeForce RTX 3090', gibibytes: 24, count: 1, maxModelLen: 20_000, maxBatchedTokens: 20_000, cacheGibibytes: 3.81, tokens: 31_232, weightGibibytes: 14.99 },
  { source: `${VLLM}/issues/10517`, model: 'Llama 3.1 8B with 29000 tokens', config: LLAMA_3_1_8B, engine: 'vllm', version: '0.6.4', device: 'NVIDIA GeForce RTX 3090', gibibytes: 24, count: 1, maxModelLen: 29_000, maxBatchedTokens: 29_000, cacheGibibytes: 2.887, tokens: 23_648, weightGibibytes: 14.99 },
  { source: `${VLLM}/issues/13882`, model: 'Qwen 2.5 7B in AWQ', config: of('ome qwen2.5_7b'), quantization: 'awq', engine: 'vllm', version: '0.7.3', device: 'NVIDIA GeForce RTX 4060', gibibytes: 8, count: 1, utilization: 0.7, maxModelLen: 4096, maxBatchedTokens: 4096, cacheGibibytes: -1.05, weightGibibytes: 5.2 },
  { source: 'https://github.com/noonghunna/club-3090/issues/612', model: 'Qwen 3.6 35B in NVFP4', config: of('aiconfigurator nvidia/Qwen3.6-35B-A3B-NVFP4'), engine: 'vllm', version: '0.24.0', ...RTX_5090, cacheGibibytes: 5.98 },
  { source: 'https://github.com/noonghunna/club-3090/issues/652', model: 'Qwen 3.6 35B in NVFP4, again', config: of('aiconfigurator nvidia/Qwen3.6-35B-A3B-NVFP4'), engine: 'vllm', version: '0.24.0', ...RTX_5090, cacheGibibytes: 6.01 },
  { source: `${VLLM}/pull/51590`, model: 'gpt-oss 120B', config: of('aiconfigurator openai/gpt-oss-120b'), engine: 'vllm', version: '0.28.0', device: 'NVIDIA RTX PRO 4500 Blackwell', gibibytes: 31.86, count: 8, utilization: 0.95, maxSequences: 256, cacheGibibytes: 19, weightGibibytes: 9.98 },
];

const QWEN_VL = {
  model_type: 'qwen2_5_vl',
  architectures: ['Qwen2_5_VLForConditionalGeneration'],
  text_config: {
    model_type: 'qwen2_5_vl_text', hidden_size: 2048, intermediate_size: 11008, num_hidden_layers: 36, num_attention_heads: 16, num_key_value_heads: 2, vocab_size: 151936, max_position_embeddings: 128000, tie_word_embeddings: true,
  },
  vision_config: {
    depth: 32, hidden_size: 1280, intermediate_size: 3420, num_heads: 16, out_hidden_size: 2048, patch_size: 14, spatial_merge_size: 2, model_type: 'qwen2_5_vl', temporal_patch_size: 2, window_size: 112, fullatt_block_indexes: [7, 15, 23, 31],
  },
  tie_word_embeddings: true,
  torch_dtype: 'bfloat16',
};
const QWEN_3_VL_235B = {
  model_type: 'qwen3_vl_moe',
  architectures: ['Qwen3VLMoeForConditionalGeneration'],
  text_config: {
    model_type: 'qwen3_vl_moe_text', hidden_size: 4096, intermediate_size: 12288, moe_intermediate_size: 1536, num_hidden_layers: 94, num_attention_heads: 64, num_key_value_heads: 4, head_dim: 128, num_experts: 128, num_experts_per_tok: 8, decoder_sparse_step: 1, vocab_size: 151936, max_position_embeddings: 262144, dtype: 'bfloat16',
  },
  vision_config: { model_type: 'qwen3_vl_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304, num_heads: 16, in_channels: 3, out_hidden_size: 4096, patch_size: 16, spatial_merge_size: 2, temporal_patch_size: 2, num_position_embeddings: 2304, deepstack_visual_indexes: [8, 16, 24] },
  tie_word_embeddings: false,
};
const A100 = { device: 'NVIDIA A100 80GB', gibibytes: 80 };

/** Set-ups that ended when they started, without a number of the cache. */
export const REFUSED: readonly Omit<Log, 'cacheGibibytes'>[] = [
  { source: `${VLLM}/issues/17469`, model: 'Qwen 3 30B A3B', config: of('aiconfigurator Qwen/Qwen3-30B-A3B'), engine: 'vllm', version: '0.8.5', device: 'NVIDIA A10', gibibytes: 22.49, count: 4, maxModelLen: 1024, maxSequences: 1 },
  { source: `${VLLM}/issues/18124`, model: 'Qwen 2.5 VL 3B', config: QWEN_VL, engine: 'vllm', version: '0.8.5', ...A100, count: 1, utilization: 0.3 },
  { source: `${VLLM}/issues/33155`, model: 'gpt-oss 120B with 5120 tokens', config: of('aiconfigurator openai/gpt-oss-120b'), engine: 'vllm', version: '0.14.1', ...H100, count: 1, utilization: 0.97, maxModelLen: 5120, maxSequences: 1 },
  { source: 'https://github.com/QwenLM/Qwen3-VL/issues/1684', model: 'Qwen 3 VL 235B', config: QWEN_3_VL_235B, engine: 'vllm', version: '0.11.0', ...A100, count: 8, expertParallel: true, maxModelLen: 128_000 },
  { source: 'https://github.com/QwenLM/Qwen3/issues/12', model: 'Qwen 1.5 14B', config: QWEN_1_5_14B, engine: 'vllm', version: '0.3.0', device: 'NVIDIA V100 32GB', gibibytes: 32, count: 1, utilization: 0.95 },
  { source: 'https://github.com/SemiAnalysisAI/InferenceX/issues/2128', model: 'DeepSeek V4 Pro', config: of('aiconfigurator deepseek-ai/DeepSeek-V4-Pro'), engine: 'sglang', version: '0.5.23', device: 'NVIDIA H200', gibibytes: 141, count: 8, utilization: 0.88, maxModelLen: 9216 },
  { source: `${TENSORRT}/issues/8642`, model: 'Nemotron Nano 9B v2', config: NEMOTRON_NANO_9B, quantization: 'nvfp4', engine: 'tensorrt-llm', version: '1.2.0rc1', device: 'NVIDIA GeForce RTX 5060 Ti', gibibytes: 15.93, count: 1, maxBatchedTokens: 4096 },
  { source: `${TENSORRT}/pull/17470`, model: 'gpt-oss 120B', config: of('aiconfigurator openai/gpt-oss-120b'), engine: 'tensorrt-llm', version: '1.4.0rc0', ...H100, count: 1, maxSequences: 720 },
  { source: 'https://github.com/OpenGVLab/InternVL/issues/465', model: 'Llama 3 70B, the language model of InternVL 2 76B', config: of('aiconfigurator meta-llama/Meta-Llama-3.1-70B'), engine: 'lmdeploy', version: '0.5.3', device: 'NVIDIA A100 40GB', gibibytes: 40, count: 1, utilization: 0.01, maxModelLen: 1024 },
];
