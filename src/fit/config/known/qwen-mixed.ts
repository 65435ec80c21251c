import { JsonObject } from '../../../ground/objects';
import { KnownConfig, ofShape, Shape } from '../known-config';

/** A model of Qwen3 with experts alone. */
function qwen3Moe(names: readonly string[], shape: Shape, expertSize: number, context: number, more: JsonObject = {}): KnownConfig {
  const config = {
    model_type: 'qwen3_moe',
    ...ofShape(shape),
    head_dim: 128,
    moe_intermediate_size: expertSize,
    vocab_size: 151936,
    max_position_embeddings: context,
    num_experts: 128,
    decoder_sparse_step: 1,
    dtype: 'bfloat16',
    tie_word_embeddings: false,
    ...more,
  };
  return { names, config };
}

const OF_30B: Shape = [48, 2048, 32, 4, 6144];
const OF_235B: Shape = [94, 4096, 64, 4, 12288];

/** Models of Qwen with experts, or with layers that keep a state. */
export const QWEN_MIXED_MODELS: readonly KnownConfig[] = [
  qwen3Moe(['Qwen/Qwen3-30B-A3B'], OF_30B, 768, 40960),
  qwen3Moe(
    ['Qwen/Qwen3-30B-A3B-Instruct-2507', 'Qwen/Qwen3-30B-A3B-Thinking-2507', 'Qwen/Qwen3-Coder-30B-A3B-Instruct'], OF_30B, 768, 262144,
  ),
  qwen3Moe(['Qwen/Qwen3-235B-A22B'], OF_235B, 1536, 40960),
  qwen3Moe(['Qwen/Qwen3-235B-A22B-Instruct-2507', 'Qwen/Qwen3-235B-A22B-Thinking-2507'], OF_235B, 1536, 262144),
  qwen3Moe(['Qwen/Qwen3-Coder-480B-A35B-Instruct'], [62, 6144, 96, 8, 8192], 2560, 262144, {
    num_experts: 160, shared_expert_intermediate_size: 0, use_qk_norm: true,
  }),
  {
    names: ['Qwen/Qwen3-Next-80B-A3B-Instruct'],
    config: {
      model_type: 'qwen3_next',
      num_hidden_layers: 48,
      hidden_size: 2048,
      num_attention_heads: 16,
      num_key_value_heads: 2,
      head_dim: 256,
      intermediate_size: 5120,
      moe_intermediate_size: 512,
      vocab_size: 151936,
      max_position_embeddings: 262144,
      num_experts: 512,
      shared_expert_intermediate_size: 512,
      full_attention_interval: 4,
      linear_conv_kernel_dim: 4,
      linear_key_head_dim: 128,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_value_head_dim: 128,
      tie_word_embeddings: false,
    },
  },
  {
    names: ['Qwen/Qwen3.5-27B'],
    config: {
      model_type: 'qwen3_5',
      tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_text',
        num_hidden_layers: 64,
        hidden_size: 5120,
        num_attention_heads: 24,
        num_key_value_heads: 4,
        head_dim: 256,
        intermediate_size: 17408,
        vocab_size: 248320,
        max_position_embeddings: 262144,
        dtype: 'bfloat16',
        full_attention_interval: 4,
        linear_conv_kernel_dim: 4,
        linear_key_head_dim: 128,
        linear_num_key_heads: 16,
        linear_num_value_heads: 48,
        linear_value_head_dim: 128,
        mamba_ssm_dtype: 'float32',
        mtp_num_hidden_layers: 1,
      },
      vision_config: {
        model_type: 'qwen3_5',
        depth: 27,
        hidden_size: 1152,
        num_heads: 16,
        intermediate_size: 4304,
        num_position_embeddings: 2304,
        out_hidden_size: 5120,
        patch_size: 16,
        spatial_merge_size: 2,
        temporal_patch_size: 2,
        hidden_act: 'gelu_pytorch_tanh',
      },
    },
  },
  {
    names: ['Qwen/Qwen3.5-35B-A3B'],
    config: {
      model_type: 'qwen3_5_moe',
      tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen3_5_moe_text',
        num_hidden_layers: 40,
        hidden_size: 2048,
        num_attention_heads: 16,
        num_key_value_heads: 2,
        head_dim: 256,
        moe_intermediate_size: 512,
        vocab_size: 248320,
        max_position_embeddings: 262144,
        dtype: 'bfloat16',
        num_experts: 256,
        shared_expert_intermediate_size: 512,
        full_attention_interval: 4,
        linear_conv_kernel_dim: 4,
        linear_key_head_dim: 128,
        linear_num_key_heads: 16,
        linear_num_value_heads: 32,
        linear_value_head_dim: 128,
        mamba_ssm_dtype: 'float32',
        mtp_num_hidden_layers: 1,
      },
      vision_config: {
        model_type: 'qwen3_5_moe',
        depth: 27,
        hidden_size: 1152,
        num_heads: 16,
        intermediate_size: 4304,
        num_position_embeddings: 2304,
        out_hidden_size: 2048,
        patch_size: 16,
        spatial_merge_size: 2,
        temporal_patch_size: 2,
        hidden_act: 'gelu_pytorch_tanh',
      },
    },
  },
];
