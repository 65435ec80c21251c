import { KnownConfig } from '../known-config';

/** Models of Mistral AI with experts, or that see. */
export const MISTRAL_MODELS: readonly KnownConfig[] = [
  {
    names: ['mistralai/Mixtral-8x7B-v0.1', 'mistralai/Mixtral-8x7B-Instruct-v0.1'],
    config: {
      model_type: 'mixtral',
      num_hidden_layers: 32,
      hidden_size: 4096,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      vocab_size: 32000,
      max_position_embeddings: 32768,
      num_local_experts: 8,
      dtype: 'bfloat16',
      tie_word_embeddings: false,
    },
  },
  {
    names: ['mistralai/Mixtral-8x22B-v0.1'],
    config: {
      model_type: 'mixtral',
      num_hidden_layers: 56,
      hidden_size: 6144,
      num_attention_heads: 48,
      num_key_value_heads: 8,
      intermediate_size: 16384,
      vocab_size: 32000,
      max_position_embeddings: 65536,
      num_local_experts: 8,
      dtype: 'bfloat16',
      tie_word_embeddings: false,
    },
  },
  {
    names: ['mistralai/Mistral-Small-3.1-24B-Instruct-2503', 'mistralai/Mistral-Small-3.2-24B-Instruct-2506'],
    config: {
      model_type: 'mistral3',
      dtype: 'bfloat16',
      spatial_merge_size: 2,
      multimodal_projector_bias: false,
      text_config: {
        model_type: 'mistral',
        num_hidden_layers: 40,
        hidden_size: 5120,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        head_dim: 128,
        intermediate_size: 32768,
        vocab_size: 131072,
        max_position_embeddings: 131072,
        sliding_window: null,
      },
      vision_config: {
        model_type: 'pixtral',
        num_hidden_layers: 24,
        hidden_size: 1024,
        num_attention_heads: 16,
        head_dim: 64,
        intermediate_size: 4096,
        patch_size: 14,
        image_size: 1540,
      },
    },
  },
];
