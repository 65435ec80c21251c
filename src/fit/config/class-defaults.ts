import { JsonObject } from '../../ground/objects';

/** Numbers of a class, by the names of the configuration. */
interface Defaults {
  readonly [member: string]: number;
}

const dense = (
  hidden_size: number, intermediate_size: number, num_hidden_layers: number,
  num_attention_heads: number, num_key_value_heads: number, vocab_size: number,
  more: Defaults,
): Defaults => (
  { hidden_size, intermediate_size, num_hidden_layers, num_attention_heads, num_key_value_heads, vocab_size, ...more }
);

const LINEAR: Defaults = {
  linear_conv_kernel_dim: 4,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_num_key_heads: 16,
  linear_num_value_heads: 32,
  full_attention_interval: 4,
};

/**
 * What nested configurations leave out because the class of the language model has it: they are written as a difference.
 * https://github.com/huggingface/transformers src/transformers/models, the `configuration_` files
 */
const NESTED: { readonly [kind: string]: Defaults } = {
  llama: dense(4096, 11008, 32, 32, 32, 32000, { max_position_embeddings: 2048 }),
  mistral: dense(4096, 14336, 32, 32, 8, 32000, { max_position_embeddings: 131072 }),
  qwen2: dense(4096, 22016, 32, 32, 32, 151936, { max_position_embeddings: 32768 }),
  qwen2_vl: dense(8192, 29568, 80, 64, 8, 152064, { max_position_embeddings: 32768 }),
  qwen2_5_vl: dense(8192, 29568, 80, 64, 8, 152064, { max_position_embeddings: 32768 }),
  qwen3: dense(4096, 22016, 32, 32, 32, 151936, { head_dim: 128, max_position_embeddings: 32768 }),
  qwen3_vl: dense(4096, 22016, 32, 32, 32, 151936, { head_dim: 128, max_position_embeddings: 128000 }),
  deepseek_v2: { kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 },
  gemma: dense(3072, 24576, 28, 16, 16, 256000, { head_dim: 256, max_position_embeddings: 8192 }),
  gemma2: dense(2304, 9216, 26, 8, 4, 256000, { head_dim: 256, max_position_embeddings: 8192, sliding_window: 4096 }),
  gemma3: dense(2304, 9216, 26, 8, 4, 262208, { head_dim: 256, max_position_embeddings: 131072, sliding_window: 4096 }),
};

/** What also configurations of their own leave out. */
const OWN: { readonly [kind: string]: Defaults } = {
  hunyuan_v1_moe: { num_shared_expert: 1 },
  qwen3_next: { ...LINEAR, head_dim: 256, shared_expert_intermediate_size: 512, moe_intermediate_size: 512 },
  qwen3_5: { ...LINEAR, head_dim: 256 },
  qwen3_5_moe: { ...LINEAR, head_dim: 256, shared_expert_intermediate_size: 512, moe_intermediate_size: 512 },
};

/** A configuration with what its class has where it does not say it. */
export function withClassDefaults(json: JsonObject, kind: string | undefined, isNested: boolean): JsonObject {
  if (kind === undefined) return json;
  return { ...(Object.hasOwn(OWN, kind) ? OWN[kind] : {}), ...(isNested && Object.hasOwn(NESTED, kind) ? NESTED[kind] : {}), ...json };
}
