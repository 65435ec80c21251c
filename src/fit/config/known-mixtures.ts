import { KnownConfig } from './known-config';

/** Models with experts, latent attention, or layers that keep a state. */
export const MIXED_MODELS: readonly KnownConfig[] = [
  {
    names: ['Qwen/Qwen3-30B-A3B'],
    config: {
      model_type: 'qwen3_moe', num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 32, num_key_value_heads: 4, head_dim: 128,
      intermediate_size: 6144, moe_intermediate_size: 768, vocab_size: 151936, max_position_embeddings: 40960, num_experts: 128, decoder_sparse_step: 1,
      dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3-235B-A22B'],
    config: {
      model_type: 'qwen3_moe', num_hidden_layers: 94, hidden_size: 4096, num_attention_heads: 64, num_key_value_heads: 4, head_dim: 128,
      intermediate_size: 12288, moe_intermediate_size: 1536, vocab_size: 151936, max_position_embeddings: 40960, num_experts: 128, decoder_sparse_step: 1,
      dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3-Coder-480B-A35B-Instruct'],
    config: {
      model_type: 'qwen3_moe', num_hidden_layers: 62, hidden_size: 6144, num_attention_heads: 96, num_key_value_heads: 8, head_dim: 128,
      intermediate_size: 8192, moe_intermediate_size: 2560, vocab_size: 151936, max_position_embeddings: 262144, num_experts: 160,
      shared_expert_intermediate_size: 0, decoder_sparse_step: 1, use_qk_norm: true, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3-Next-80B-A3B-Instruct'],
    config: {
      model_type: 'qwen3_next', num_hidden_layers: 48, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 2, head_dim: 256,
      intermediate_size: 5120, moe_intermediate_size: 512, vocab_size: 151936, max_position_embeddings: 262144, num_experts: 512,
      shared_expert_intermediate_size: 512, full_attention_interval: 4, linear_conv_kernel_dim: 4, linear_key_head_dim: 128, linear_num_key_heads: 16,
      linear_num_value_heads: 32, linear_value_head_dim: 128, tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3.5-27B'],
    config: {
      model_type: 'qwen3_5', tie_word_embeddings: false, text_config: { model_type: 'qwen3_5_text', num_hidden_layers: 64, hidden_size: 5120,
      num_attention_heads: 24, num_key_value_heads: 4, head_dim: 256, intermediate_size: 17408, vocab_size: 248320, max_position_embeddings: 262144,
      dtype: 'bfloat16', full_attention_interval: 4, linear_conv_kernel_dim: 4, linear_key_head_dim: 128, linear_num_key_heads: 16,
      linear_num_value_heads: 48, linear_value_head_dim: 128, mamba_ssm_dtype: 'float32', mtp_num_hidden_layers: 1 }, vision_config: { model_type: 'qwen3_5',
      depth: 27, hidden_size: 1152, intermediate_size: 4304, num_position_embeddings: 2304, out_hidden_size: 5120, patch_size: 16, spatial_merge_size: 2,
      temporal_patch_size: 2, hidden_act: 'gelu_pytorch_tanh' },
    },
  },
  {
    names: ['Qwen/Qwen3.5-35B-A3B'],
    config: {
      model_type: 'qwen3_5_moe', tie_word_embeddings: false, text_config: { model_type: 'qwen3_5_moe_text', num_hidden_layers: 40, hidden_size: 2048,
      num_attention_heads: 16, num_key_value_heads: 2, head_dim: 256, moe_intermediate_size: 512, vocab_size: 248320, max_position_embeddings: 262144,
      dtype: 'bfloat16', num_experts: 256, shared_expert_intermediate_size: 512, full_attention_interval: 4, linear_conv_kernel_dim: 4,
      linear_key_head_dim: 128, linear_num_key_heads: 16, linear_num_value_heads: 32, linear_value_head_dim: 128, mamba_ssm_dtype: 'float32',
      mtp_num_hidden_layers: 1 }, vision_config: { model_type: 'qwen3_5_moe', depth: 27, hidden_size: 1152, intermediate_size: 4304,
      num_position_embeddings: 2304, out_hidden_size: 2048, patch_size: 16, spatial_merge_size: 2, temporal_patch_size: 2, hidden_act: 'gelu_pytorch_tanh' },
    },
  },
  {
    names: ['mistralai/Mixtral-8x7B-v0.1', 'mistralai/Mixtral-8x7B-Instruct-v0.1'],
    config: {
      model_type: 'mixtral', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336,
      vocab_size: 32000, max_position_embeddings: 32768, num_local_experts: 8, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['mistralai/Mixtral-8x22B-v0.1'],
    config: {
      model_type: 'mixtral', num_hidden_layers: 56, hidden_size: 6144, num_attention_heads: 48, num_key_value_heads: 8, intermediate_size: 16384,
      vocab_size: 32000, max_position_embeddings: 65536, num_local_experts: 8, dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['google/gemma-4-26B-A4B'],
    config: {
      model_type: 'gemma4', tie_word_embeddings: true, dtype: 'bfloat16', text_config: { model_type: 'gemma4_text', num_hidden_layers: 30, hidden_size: 2816,
      num_attention_heads: 16, num_key_value_heads: 8, head_dim: 256, intermediate_size: 2112, moe_intermediate_size: 704, vocab_size: 262144,
      max_position_embeddings: 262144, tie_word_embeddings: true, dtype: 'bfloat16', num_experts: 128, sliding_window: 1024, global_head_dim: 512,
      num_global_key_value_heads: 2, attention_k_eq_v: true, enable_moe_block: true, sliding_window_pattern: 6 },
      vision_config: { model_type: 'gemma4_vision', num_hidden_layers: 27, hidden_size: 1152, intermediate_size: 4304, patch_size: 16,
      position_embedding_size: 10240 },
    },
  },
  {
    names: ['deepseek-ai/DeepSeek-V2-Lite'],
    config: {
      model_type: 'deepseek_v2', num_hidden_layers: 27, hidden_size: 2048, num_attention_heads: 16, num_key_value_heads: 16, v_head_dim: 128,
      intermediate_size: 10944, moe_intermediate_size: 1408, vocab_size: 102400, max_position_embeddings: 163840, n_routed_experts: 64, n_shared_experts: 2,
      first_k_dense_replace: 1, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, tie_word_embeddings: false,
    },
  },
  {
    names: ['deepseek-ai/DeepSeek-V3', 'deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-V3-0324', 'deepseek-ai/DeepSeek-R1-0528'],
    config: {
      model_type: 'deepseek_v3', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 128, num_key_value_heads: 128, v_head_dim: 128,
      intermediate_size: 18432, moe_intermediate_size: 2048, vocab_size: 129280, max_position_embeddings: 163840, n_routed_experts: 256, n_shared_experts: 1,
      first_k_dense_replace: 3, moe_layer_freq: 1, kv_lora_rank: 512, q_lora_rank: 1536, qk_nope_head_dim: 128, qk_rope_head_dim: 64,
      num_nextn_predict_layers: 1, dtype: 'bfloat16', tie_word_embeddings: false, quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  {
    names: ['deepseek-ai/DeepSeek-V3.2'],
    config: {
      model_type: 'deepseek_v32', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 128, num_key_value_heads: 128, v_head_dim: 128,
      intermediate_size: 18432, moe_intermediate_size: 2048, vocab_size: 129280, max_position_embeddings: 163840, n_routed_experts: 256, n_shared_experts: 1,
      first_k_dense_replace: 3, moe_layer_freq: 1, kv_lora_rank: 512, q_lora_rank: 1536, qk_nope_head_dim: 128, qk_rope_head_dim: 64, index_head_dim: 128,
      index_n_heads: 64, num_nextn_predict_layers: 1, dtype: 'bfloat16', tie_word_embeddings: false, quantization_config: { quant_method: 'fp8',
      weight_block_size: [128, 128] },
    },
  },
  {
    names: ['moonshotai/Kimi-K2-Instruct'],
    config: {
      model_type: 'kimi_k2', num_hidden_layers: 61, hidden_size: 7168, num_attention_heads: 64, num_key_value_heads: 64, v_head_dim: 128,
      intermediate_size: 18432, moe_intermediate_size: 2048, vocab_size: 163840, max_position_embeddings: 131072, n_routed_experts: 384, n_shared_experts: 1,
      first_k_dense_replace: 1, moe_layer_freq: 1, kv_lora_rank: 512, q_lora_rank: 1536, qk_nope_head_dim: 128, qk_rope_head_dim: 64,
      num_nextn_predict_layers: 0, dtype: 'bfloat16', tie_word_embeddings: false, quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] },
    },
  },
  {
    names: ['zai-org/GLM-4.5-Air'],
    config: {
      model_type: 'glm4_moe', num_hidden_layers: 46, hidden_size: 4096, num_attention_heads: 96, num_key_value_heads: 8, head_dim: 128,
      intermediate_size: 10944, moe_intermediate_size: 1408, vocab_size: 151552, max_position_embeddings: 131072, n_routed_experts: 128, n_shared_experts: 1,
      first_k_dense_replace: 1, num_nextn_predict_layers: 1, attention_bias: true, tie_word_embeddings: false,
    },
  },
  {
    names: ['zai-org/GLM-5'],
    config: {
      model_type: 'glm_moe_dsa', num_hidden_layers: 78, hidden_size: 6144, num_attention_heads: 64, num_key_value_heads: 64, head_dim: 64, v_head_dim: 256,
      intermediate_size: 12288, moe_intermediate_size: 2048, vocab_size: 154880, max_position_embeddings: 202752, dtype: 'bfloat16', n_routed_experts: 256,
      n_shared_experts: 1, first_k_dense_replace: 3, moe_layer_freq: 1, kv_lora_rank: 512, q_lora_rank: 2048, qk_nope_head_dim: 192, qk_rope_head_dim: 64,
      index_head_dim: 128, index_n_heads: 32, num_nextn_predict_layers: 1, tie_word_embeddings: false,
    },
  },
  {
    names: ['MiniMaxAI/MiniMax-M2.5'],
    config: {
      model_type: 'minimax_m2', num_hidden_layers: 62, hidden_size: 3072, num_attention_heads: 48, num_key_value_heads: 8, head_dim: 128,
      intermediate_size: 1536, vocab_size: 200064, max_position_embeddings: 196608, num_local_experts: 256, use_qk_norm: true, use_mtp: true,
      num_mtp_modules: 3, tie_word_embeddings: false, quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128],
      modules_to_not_convert: ['gate', 'e_score_correction_bias', 'lm_head'] },
    },
  },
  {
    names: ['openai/gpt-oss-20b'],
    config: {
      model_type: 'gpt_oss', num_hidden_layers: 24, hidden_size: 2880, num_attention_heads: 64, num_key_value_heads: 8, head_dim: 64,
      intermediate_size: 2880, vocab_size: 201088, max_position_embeddings: 131072, num_local_experts: 32, sliding_window: 128, attention_bias: true,
      tie_word_embeddings: false, quantization_config: { quant_method: 'mxfp4', modules_to_not_convert: ['model.layers.*.self_attn',
      'model.layers.*.mlp.router', 'model.embed_tokens', 'lm_head'] },
    },
  },
  {
    names: ['openai/gpt-oss-120b'],
    config: {
      model_type: 'gpt_oss', num_hidden_layers: 36, hidden_size: 2880, num_attention_heads: 64, num_key_value_heads: 8, head_dim: 64,
      intermediate_size: 2880, vocab_size: 201088, max_position_embeddings: 131072, num_local_experts: 128, sliding_window: 128, attention_bias: true,
      tie_word_embeddings: false, quantization_config: { quant_method: 'mxfp4', modules_to_not_convert: ['model.layers.*.self_attn',
      'model.layers.*.mlp.router', 'model.embed_tokens', 'lm_head'] },
    },
  },
  {
    names: ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16'],
    config: {
      model_type: 'nemotron_h', num_hidden_layers: 52, hidden_size: 2688, num_attention_heads: 32, num_key_value_heads: 2, head_dim: 128,
      intermediate_size: 1856, moe_intermediate_size: 1856, vocab_size: 131072, max_position_embeddings: 262144, n_routed_experts: 128, n_shared_experts: 1,
      hybrid_override_pattern: 'MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME', mamba_num_heads: 64, mamba_head_dim: 64, ssm_state_size: 128,
      n_groups: 8, conv_kernel: 4, moe_shared_expert_intermediate_size: 3712, mamba_ssm_cache_dtype: 'float32', dtype: 'bfloat16', tie_word_embeddings: false,
    },
  },
  {
    names: ['LiquidAI/LFM2-1.2B'],
    config: {
      model_type: 'lfm2', num_hidden_layers: 16, hidden_size: 2048, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 12288,
      vocab_size: 65536, max_position_embeddings: 128000, conv_L_cache: 3, block_auto_adjust_ff_dim: true, full_attn_idxs: [2, 5, 8, 10, 12, 14],
    },
  },
];
