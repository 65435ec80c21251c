import { JsonObject } from '../../../ground/objects';
import { KnownConfig, ofShape, Shape } from '../known-config';

const SMALL_TOWER: JsonObject = { depth: 24, hidden_size: 1024, intermediate_size: 4096, deepstack_visual_indexes: [5, 11, 17] };
const LARGE_TOWER: JsonObject = { depth: 27, hidden_size: 1152, intermediate_size: 4304, deepstack_visual_indexes: [8, 16, 24] };

/** A model of Qwen3-VL without experts. */
function qwen3Vl(name: string, shape: Shape, tower: JsonObject, isTied: boolean): KnownConfig {
  const text = {
    model_type: 'qwen3_vl_text',
    ...ofShape(shape),
    head_dim: 128,
    vocab_size: 151936,
    max_position_embeddings: 262144,
    dtype: 'bfloat16',
    tie_word_embeddings: isTied,
  };
  const vision = {
    ...tower,
    model_type: 'qwen3_vl',
    num_heads: 16,
    num_position_embeddings: 2304,
    out_hidden_size: shape[1],
    patch_size: 16,
    spatial_merge_size: 2,
    temporal_patch_size: 2,
    hidden_act: 'gelu_pytorch_tanh',
  };
  return { names: [name], config: { model_type: 'qwen3_vl', tie_word_embeddings: isTied, text_config: text, vision_config: vision } };
}

/** Models of Qwen that see, without experts. */
export const QWEN_MODELS: readonly KnownConfig[] = [
  {
    names: ['Qwen/Qwen2.5-VL-7B-Instruct'],
    config: {
      model_type: 'qwen2_5_vl',
      tie_word_embeddings: false,
      text_config: {
        model_type: 'qwen2_5_vl_text',
        num_hidden_layers: 28,
        hidden_size: 3584,
        num_attention_heads: 28,
        num_key_value_heads: 4,
        intermediate_size: 18944,
        vocab_size: 152064,
        max_position_embeddings: 128000,
        tie_word_embeddings: false,
      },
      vision_config: {
        depth: 32,
        hidden_size: 1280,
        num_heads: 16,
        intermediate_size: 3420,
        out_hidden_size: 3584,
        patch_size: 14,
        spatial_merge_size: 2,
        temporal_patch_size: 2,
        hidden_act: 'silu',
      },
    },
  },
  qwen3Vl('Qwen/Qwen3-VL-2B-Instruct', [28, 2048, 16, 8, 6144], SMALL_TOWER, true),
  qwen3Vl('Qwen/Qwen3-VL-4B-Instruct', [36, 2560, 32, 8, 9728], SMALL_TOWER, true),
  qwen3Vl('Qwen/Qwen3-VL-8B-Instruct', [36, 4096, 32, 8, 12288], LARGE_TOWER, false),
  qwen3Vl('Qwen/Qwen3-VL-32B-Instruct', [64, 5120, 64, 8, 25600], LARGE_TOWER, false),
];
