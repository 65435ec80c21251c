import { KnownConfig } from '../known-config';

/** A model of Llama 4: experts in each of so many layers. */
function llama4(name: string, experts: number, step: number, context: number, hasNorm: boolean): KnownConfig {
  const text = {
    model_type: 'llama4_text',
    num_hidden_layers: 48,
    hidden_size: 5120,
    num_attention_heads: 40,
    num_key_value_heads: 8,
    head_dim: 128,
    intermediate_size: 8192,
    intermediate_size_mlp: 16384,
    vocab_size: 202048,
    max_position_embeddings: context,
    attention_chunk_size: 8192,
    num_local_experts: experts,
    interleave_moe_layer_step: step,
    use_qk_norm: hasNorm,
    dtype: 'bfloat16',
  };
  const vision = {
    model_type: 'llama4_vision_model',
    num_hidden_layers: 34,
    hidden_size: 1408,
    num_attention_heads: 16,
    intermediate_size: 5632,
    image_size: 336,
    patch_size: 14,
    pixel_shuffle_ratio: 0.5,
    projector_input_dim: 4096,
    projector_output_dim: 4096,
    vision_output_dim: 4096,
  };
  return { names: [name], config: { model_type: 'llama4', dtype: 'bfloat16', text_config: text, vision_config: vision } };
}

/** Models of Meta that see; the others are among the dense ones. */
export const META_MODELS: readonly KnownConfig[] = [
  llama4('meta-llama/Llama-4-Scout-17B-16E-Instruct', 16, 1, 10_485_760, true),
  llama4('meta-llama/Llama-4-Maverick-17B-128E-Instruct', 128, 2, 1_048_576, false),
];
