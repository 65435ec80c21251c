import { JsonObject } from '../../../ground/objects';
import { KnownConfig, ofShape, Shape } from '../known-config';

/** A model of Gemma 2. */
function gemma2(names: readonly string[], shape: Shape, headSize: number, more: JsonObject = {}): KnownConfig {
  const config = {
    model_type: 'gemma2',
    ...ofShape(shape),
    head_dim: headSize,
    vocab_size: 256000,
    max_position_embeddings: 8192,
    sliding_window: 4096,
    ...more,
  };
  return { names, config };
}

/** A model of Gemma 3 that sees. */
function gemma3(name: string, shape: Shape, headSize: number): KnownConfig {
  const text = {
    model_type: 'gemma3_text',
    ...ofShape(shape),
    head_dim: headSize,
    vocab_size: 262208,
    max_position_embeddings: 131072,
    sliding_window: 1024,
  };
  const vision = {
    model_type: 'siglip_vision_model',
    num_hidden_layers: 27,
    hidden_size: 1152,
    num_attention_heads: 16,
    intermediate_size: 4304,
    patch_size: 14,
    image_size: 896,
  };
  return { names: [name], config: { model_type: 'gemma3', dtype: 'bfloat16', text_config: text, vision_config: vision } };
}

/** Models of Google. */
export const GOOGLE_MODELS: readonly KnownConfig[] = [
  gemma2(['google/gemma-2-2b', 'google/gemma-2-2b-it'], [26, 2304, 8, 4, 9216], 256),
  gemma2(['google/gemma-2-9b-it'], [42, 3584, 16, 8, 14336], 256, { dtype: 'bfloat16' }),
  gemma2(['google/gemma-2-27b-it'], [46, 4608, 32, 16, 36864], 128),
  {
    names: ['google/gemma-3-1b-it'],
    config: {
      model_type: 'gemma3_text',
      num_hidden_layers: 26,
      hidden_size: 1152,
      num_attention_heads: 4,
      num_key_value_heads: 1,
      head_dim: 256,
      intermediate_size: 6912,
      vocab_size: 262144,
      max_position_embeddings: 32768,
      sliding_window: 512,
    },
  },
  gemma3('google/gemma-3-4b-it', [34, 2560, 8, 4, 10240], 256),
  gemma3('google/gemma-3-12b-it', [48, 3840, 16, 8, 15360], 256),
  gemma3('google/gemma-3-27b-it', [62, 5376, 32, 16, 21504], 128),
  {
    names: ['google-bert/bert-base-uncased'],
    config: {
      model_type: 'bert',
      num_hidden_layers: 12,
      hidden_size: 768,
      num_attention_heads: 12,
      intermediate_size: 3072,
      vocab_size: 30522,
      max_position_embeddings: 512,
      dtype: 'float32',
      type_vocab_size: 2,
    },
  },
  {
    names: ['google/gemma-4-26B-A4B'],
    config: {
      model_type: 'gemma4',
      tie_word_embeddings: true,
      dtype: 'bfloat16',
      text_config: {
        model_type: 'gemma4_text',
        num_hidden_layers: 30,
        hidden_size: 2816,
        num_attention_heads: 16,
        num_key_value_heads: 8,
        head_dim: 256,
        intermediate_size: 2112,
        moe_intermediate_size: 704,
        vocab_size: 262144,
        max_position_embeddings: 262144,
        tie_word_embeddings: true,
        dtype: 'bfloat16',
        num_experts: 128,
        sliding_window: 1024,
        global_head_dim: 512,
        num_global_key_value_heads: 2,
        attention_k_eq_v: true,
        enable_moe_block: true,
        hidden_size_per_layer_input: 0,
        sliding_window_pattern: 6,
        use_bidirectional_attention: 'vision',
      },
      vision_config: {
        model_type: 'gemma4_vision',
        num_hidden_layers: 27,
        hidden_size: 1152,
        intermediate_size: 4304,
        patch_size: 16,
        position_embedding_size: 10240,
      },
    },
  },
];
