import { KnownConfig } from './known-config';

/** Models whose layers all attend in one of the plain ways, and that have no experts. */
export const DENSE_MODELS: readonly KnownConfig[] = [
  {
    names: ['meta-llama/Llama-2-7b-hf', 'meta-llama/Llama-2-7b-chat-hf'],
    config: {
      model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 32, intermediate_size: 11008,
      vocab_size: 32000, max_position_embeddings: 4096, dtype: 'float16', tie_word_embeddings: false,
    },
  },
  {
    names: ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.1-8B-Instruct'],
    config: {
      model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336,
      vocab_size: 128256, max_position_embeddings: 131072, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['meta-llama/Llama-3.1-70B', 'meta-llama/Llama-3.1-70B-Instruct', 'meta-llama/Llama-3.3-70B-Instruct'],
    config: {
      model_type: 'llama', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64, num_key_value_heads: 8, intermediate_size: 28672,
      vocab_size: 128256, max_position_embeddings: 131072, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['meta-llama/Llama-3.1-405B', 'meta-llama/Llama-3.1-405B-Instruct'],
    config: {
      model_type: 'llama', num_hidden_layers: 126, hidden_size: 16384, num_attention_heads: 128, num_key_value_heads: 8, intermediate_size: 53248,
      vocab_size: 128256, max_position_embeddings: 131072, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['meta-llama/Llama-3.2-1B', 'meta-llama/Llama-3.2-1B-Instruct'],
    config: {
      model_type: 'llama', num_hidden_layers: 16, hidden_size: 2048, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 64, intermediate_size: 8192,
      vocab_size: 128256, max_position_embeddings: 131072, tie_word_embeddings: true,
    },
  },
  {
    names: ['Qwen/Qwen2.5-7B-Instruct'],
    config: {
      model_type: 'qwen2', num_hidden_layers: 28, hidden_size: 3584, num_attention_heads: 28, num_key_value_heads: 4, intermediate_size: 18944,
      vocab_size: 152064, max_position_embeddings: 32768, tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen2.5-72B-Instruct'],
    config: {
      model_type: 'qwen2', num_hidden_layers: 80, hidden_size: 8192, num_attention_heads: 64, num_key_value_heads: 8, intermediate_size: 29568,
      vocab_size: 152064, max_position_embeddings: 32768, tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen2.5-VL-7B-Instruct'],
    config: {
      model_type: 'qwen2_5_vl', tie_word_embeddings: false, text_config: { model_type: 'qwen2_5_vl_text', num_hidden_layers: 28, hidden_size: 3584,
      num_attention_heads: 28, num_key_value_heads: 4, intermediate_size: 18944, vocab_size: 152064, max_position_embeddings: 128000,
      tie_word_embeddings: false }, vision_config: { depth: 32, hidden_size: 1280, intermediate_size: 3420, out_hidden_size: 3584, patch_size: 14,
      spatial_merge_size: 2, temporal_patch_size: 2, hidden_act: 'silu' },
    },
  },
  {
    names: ['Qwen/Qwen3-0.6B'],
    config: {
      model_type: 'qwen3', num_hidden_layers: 28, hidden_size: 1024, num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128, intermediate_size: 3072,
      vocab_size: 151936, max_position_embeddings: 40960, tie_word_embeddings: true, dtype: 'bfloat16',
    },
  },
  {
    names: ['Qwen/Qwen3-1.7B'],
    config: {
      model_type: 'qwen3', num_hidden_layers: 28, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128, intermediate_size: 6144,
      vocab_size: 151936, max_position_embeddings: 40960, tie_word_embeddings: true, dtype: 'bfloat16',
    },
  },
  {
    names: ['Qwen/Qwen3-8B'],
    config: {
      model_type: 'qwen3', num_hidden_layers: 36, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128,
      intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 40960, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3-32B'],
    config: {
      model_type: 'qwen3', num_hidden_layers: 64, hidden_size: 5120, num_attention_heads: 64, num_key_value_heads: 8, head_dim: 128,
      intermediate_size: 25600, vocab_size: 151936, max_position_embeddings: 40960, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3-VL-8B-Instruct'],
    config: {
      model_type: 'qwen3_vl', tie_word_embeddings: false, text_config: { model_type: 'qwen3_vl_text', num_hidden_layers: 36, hidden_size: 4096,
      num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128, intermediate_size: 12288, vocab_size: 151936, max_position_embeddings: 262144,
      dtype: 'bfloat16' }, vision_config: { model_type: 'qwen3_vl', depth: 27, hidden_size: 1152, intermediate_size: 4304, num_position_embeddings: 2304,
      out_hidden_size: 4096, patch_size: 16, spatial_merge_size: 2, temporal_patch_size: 2, deepstack_visual_indexes: [8, 16, 24],
      hidden_act: 'gelu_pytorch_tanh' },
    },
  },
  {
    names: ['mistralai/Mistral-7B-Instruct-v0.3'],
    config: {
      model_type: 'mistral', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336,
      vocab_size: 32768, max_position_embeddings: 32768, tie_word_embeddings: false,
    },
  },
  {
    names: ['google/gemma-2-2b', 'google/gemma-2-2b-it'],
    config: {
      model_type: 'gemma2', num_hidden_layers: 26, hidden_size: 2304, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256, intermediate_size: 9216,
      vocab_size: 256000, max_position_embeddings: 8192, sliding_window: 4096,
    },
  },
  {
    names: ['google/gemma-2-27b-it'],
    config: {
      model_type: 'gemma2', num_hidden_layers: 46, hidden_size: 4608, num_attention_heads: 32, num_key_value_heads: 16, head_dim: 128,
      intermediate_size: 36864, vocab_size: 256000, max_position_embeddings: 8192, sliding_window: 4096,
    },
  },
  {
    names: ['google/gemma-3-1b-it'],
    config: {
      model_type: 'gemma3_text', num_hidden_layers: 26, hidden_size: 1152, num_attention_heads: 4, num_key_value_heads: 1, head_dim: 256,
      intermediate_size: 6912, vocab_size: 262144, max_position_embeddings: 32768, sliding_window: 512,
    },
  },
  {
    names: ['google/gemma-3-4b-it'],
    config: {
      model_type: 'gemma3', text_config: { model_type: 'gemma3_text', num_hidden_layers: 34, hidden_size: 2560, num_attention_heads: 8,
      num_key_value_heads: 4, head_dim: 256, intermediate_size: 10240, vocab_size: 262208, max_position_embeddings: 131072, sliding_window: 1024 },
      vision_config: { model_type: 'siglip_vision_model', num_hidden_layers: 27, hidden_size: 1152, intermediate_size: 4304, patch_size: 14,
      image_size: 896 },
    },
  },
  {
    names: ['microsoft/Phi-3-mini-4k-instruct'],
    config: {
      model_type: 'phi3', num_hidden_layers: 32, hidden_size: 3072, num_attention_heads: 32, num_key_value_heads: 32, intermediate_size: 8192,
      vocab_size: 32064, max_position_embeddings: 4096, sliding_window: 2047, tie_word_embeddings: false,
    },
  },
  {
    names: ['microsoft/Phi-4-mini-instruct'],
    config: {
      model_type: 'phi3', num_hidden_layers: 32, hidden_size: 3072, num_attention_heads: 24, num_key_value_heads: 8, intermediate_size: 8192,
      vocab_size: 200064, max_position_embeddings: 131072, tie_word_embeddings: true,
    },
  },
  {
    names: ['openai-community/gpt2'],
    config: {
      model_type: 'gpt2', vocab_size: 50257, dtype: 'float32', n_embd: 768, n_layer: 12, n_head: 12, n_positions: 1024,
    },
  },
  {
    names: ['google-bert/bert-base-uncased'],
    config: {
      model_type: 'bert', num_hidden_layers: 12, hidden_size: 768, num_attention_heads: 12, intermediate_size: 3072, vocab_size: 30522,
      max_position_embeddings: 512, dtype: 'float32', type_vocab_size: 2,
    },
  },
  {
    names: ['FacebookAI/xlm-roberta-large'],
    config: {
      model_type: 'xlm-roberta', num_hidden_layers: 24, hidden_size: 1024, num_attention_heads: 16, intermediate_size: 4096, vocab_size: 250002,
      max_position_embeddings: 514, dtype: 'float32', type_vocab_size: 1,
    },
  },
];
