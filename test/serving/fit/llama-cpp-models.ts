import { Config } from '../../fit/slow/modules';

const BASE = {
  vocab_size: 512,
  hidden_size: 512,
  intermediate_size: 1024,
  num_hidden_layers: 12,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  head_dim: 64,
  max_position_embeddings: 131_072,
  tie_word_embeddings: false,
  torch_dtype: 'float16',
};

const LATENT = {
  q_lora_rank: 128,
  kv_lora_rank: 512,
  qk_rope_head_dim: 64,
  qk_nope_head_dim: 128,
  v_head_dim: 128,
  first_k_dense_replace: 12,
  n_routed_experts: 2,
  n_shared_experts: 1,
  moe_intermediate_size: 32,
};

const LFM2 = Array.from({ length: 12 }, (_none, index) => (index % 3 === 2 ? 'full_attention' : 'conv'));

/** A model of each kind of cache, and one as large as Llama 3.1 8B: files with holes take no disk. */
export const LLAMA_CPP_MODELS: { readonly [name: string]: Config } = {
  'grouped': { ...BASE, model_type: 'llama' },
  'multi-query': { ...BASE, model_type: 'llama', num_key_value_heads: 1 },
  'windows': { ...BASE, model_type: 'gemma3_text', sliding_window: 512, sliding_window_pattern: 6, tie_word_embeddings: true },
  'narrow windows': { ...BASE, model_type: 'gemma3_text', sliding_window: 100, sliding_window_pattern: 6, tie_word_embeddings: true, num_hidden_layers: 8 },
  'latent': { ...BASE, ...LATENT, model_type: 'deepseek_v2' },
  'mamba': {
    model_type: 'mamba',
    vocab_size: 512,
    hidden_size: 512,
    num_hidden_layers: 12,
    state_size: 16,
    conv_kernel: 4,
    time_step_rank: 32,
    expand: 2,
    max_position_embeddings: 131_072,
    torch_dtype: 'float16',
    tie_word_embeddings: true,
    use_conv_bias: true,
    use_bias: false,
  },
  'short convolutions': { ...BASE, model_type: 'lfm2', conv_L_cache: 3, layer_types: LFM2, block_auto_adjust_ff_dim: false, tie_word_embeddings: true },
  'Llama 3.1 8B': { ...BASE, model_type: 'llama', vocab_size: 128_256, hidden_size: 4096, intermediate_size: 14_336, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128 },
};

/** What each is asked: the tokens of all sequences together, how many sequences, the type of the cache. */
export interface LlamaCppQuestion {
  readonly model: string;
  readonly context: number;
  readonly sequences: number;
  readonly cacheType: string;
}

export const LLAMA_CPP_QUESTIONS: readonly LlamaCppQuestion[] = Object.keys(LLAMA_CPP_MODELS).flatMap(model => [
  { model, context: 4_096, sequences: 1, cacheType: 'f16' },
  { model, context: 32_768, sequences: 4, cacheType: 'f16' },
  { model, context: 8_192, sequences: 2, cacheType: 'q8_0' },
]);

export const nameOf = ({ model, context, sequences, cacheType }: LlamaCppQuestion): string => `${model}, ${context} tokens for ${sequences}, ${cacheType}`;
