import { KnownConfig } from '../known-config';

/** Models of Mistral AI. */
export const MISTRAL_MODELS: readonly KnownConfig[] = [
  {
    names: ['mistralai/Mistral-7B-Instruct-v0.3'],
    config: {
      model_type: 'mistral',
      num_hidden_layers: 32,
      hidden_size: 4096,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      vocab_size: 32768,
      max_position_embeddings: 32768,
      tie_word_embeddings: false,
    },
  },
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
];
