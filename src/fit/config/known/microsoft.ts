import { KnownConfig } from '../known-config';

/** Models of Microsoft. */
export const MICROSOFT_MODELS: readonly KnownConfig[] = [
  {
    names: ['microsoft/Phi-3-mini-4k-instruct'],
    config: {
      model_type: 'phi3',
      num_hidden_layers: 32,
      hidden_size: 3072,
      num_attention_heads: 32,
      num_key_value_heads: 32,
      intermediate_size: 8192,
      vocab_size: 32064,
      max_position_embeddings: 4096,
      sliding_window: 2047,
      tie_word_embeddings: false,
    },
  },
  {
    names: ['microsoft/Phi-4-mini-instruct'],
    config: {
      model_type: 'phi3',
      num_hidden_layers: 32,
      hidden_size: 3072,
      num_attention_heads: 24,
      num_key_value_heads: 8,
      intermediate_size: 8192,
      vocab_size: 200064,
      max_position_embeddings: 131072,
      tie_word_embeddings: true,
    },
  },
];
