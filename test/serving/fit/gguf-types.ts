import { LLAMA_CPP_MODELS } from './llama-cpp-models';
import { Config } from '../../fit/slow/modules';

const LLAMA_3_8B = LLAMA_CPP_MODELS['Llama 3.1 8B']!;

/** Models whose files are asked for: large and small vocabularies, one of them with a tied embedding. */
export const GGUF_MODELS: { readonly [name: string]: Config } = {
  'Llama 3.1 8B': LLAMA_3_8B,
  'Llama 3.1 70B': { ...LLAMA_3_8B, hidden_size: 8192, intermediate_size: 28_672, num_hidden_layers: 80, num_attention_heads: 64 },
  'Llama 3.2 1B': {
    ...LLAMA_3_8B,
    hidden_size: 2048,
    intermediate_size: 8192,
    num_hidden_layers: 16,
    num_attention_heads: 32,
    head_dim: 64,
    tie_word_embeddings: true,
  },
  'Llama 2 7B': { ...LLAMA_3_8B, vocab_size: 32_000, intermediate_size: 11_008, num_key_value_heads: 32 },
};

/** Types of files, as `llama-quantize` calls them. */
export const GGUF_TYPES = [
  'F16', 'Q8_0', 'Q6_K', 'Q5_K_M', 'Q5_K_S', 'Q5_1', 'Q5_0', 'Q4_K_M', 'Q4_K_S', 'Q4_1', 'Q4_0', 'Q3_K_L', 'Q3_K_M', 'Q3_K_S', 'Q2_K', 'Q2_K_S', 'IQ4_NL', 'IQ4_XS',
  'IQ3_M', 'IQ3_S', 'IQ3_XS', 'IQ3_XXS', 'IQ2_M', 'IQ2_S', 'IQ2_XS', 'IQ2_XXS', 'IQ1_M', 'IQ1_S', 'TQ1_0', 'TQ2_0',
];
