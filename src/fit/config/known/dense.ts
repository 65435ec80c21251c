import { JsonObject } from '../../../ground/objects';
import { KnownConfig, ofShape, Shape } from '../known-config';

/** A model whose layers are all alike and whole: its names, one under the other, and what its `config.json` says. */
function dense(names: string, kind: string, shape: Shape, vocabulary: number, context: number, more: JsonObject = {}): KnownConfig {
  const config = {
    model_type: kind,
    ...ofShape(shape),
    vocab_size: vocabulary,
    max_position_embeddings: context,
    dtype: 'bfloat16',
    tie_word_embeddings: false,
    ...more,
  };
  return { names: names.trim().split(/\s+/), config };
}

const TIED = { tie_word_embeddings: true };
const HEADS_OF_128 = { head_dim: 128 };

const LLAMA_8B: Shape = [32, 4096, 32, 8, 14336];
const LLAMA_70B: Shape = [80, 8192, 64, 8, 28672];
const QWEN_1B: Shape = [28, 1536, 12, 2, 8960];
const QWEN_7B: Shape = [28, 3584, 28, 4, 18944];
const QWEN_14B: Shape = [48, 5120, 40, 8, 13824];
const QWEN_32B: Shape = [64, 5120, 40, 8, 27648];

/** Models of text whose layers are all of one kind, without experts. */
export const DENSE_MODELS: readonly KnownConfig[] = [
  dense('meta-llama/Llama-2-7b-hf meta-llama/Llama-2-7b-chat-hf', 'llama', [32, 4096, 32, 32, 11008], 32000, 4096, { dtype: 'float16' }),
  dense('meta-llama/Llama-3.1-8B meta-llama/Llama-3.1-8B-Instruct deepseek-ai/DeepSeek-R1-Distill-Llama-8B', 'llama', LLAMA_8B, 128256, 131072),
  dense(`
    meta-llama/Llama-3.1-70B meta-llama/Llama-3.1-70B-Instruct meta-llama/Llama-3.3-70B-Instruct deepseek-ai/DeepSeek-R1-Distill-Llama-70B
  `, 'llama', LLAMA_70B, 128256, 131072),
  dense('meta-llama/Llama-3.1-405B meta-llama/Llama-3.1-405B-Instruct', 'llama', [126, 16384, 128, 8, 53248], 128256, 131072),
  dense('meta-llama/Llama-3.2-1B meta-llama/Llama-3.2-1B-Instruct', 'llama', [16, 2048, 32, 8, 8192], 128256, 131072, TIED),
  dense('meta-llama/Llama-3.2-3B meta-llama/Llama-3.2-3B-Instruct', 'llama', [28, 3072, 24, 8, 8192], 128256, 131072, TIED),
  dense('Qwen/Qwen2.5-0.5B-Instruct', 'qwen2', [24, 896, 14, 2, 4864], 151936, 32768, TIED),
  dense('Qwen/Qwen2.5-1.5B-Instruct', 'qwen2', QWEN_1B, 151936, 32768, TIED),
  dense('Qwen/Qwen2.5-3B-Instruct', 'qwen2', [36, 2048, 16, 2, 11008], 151936, 32768, TIED),
  dense('Qwen/Qwen2.5-7B-Instruct Qwen/Qwen2.5-Coder-7B-Instruct', 'qwen2', QWEN_7B, 152064, 32768),
  dense('Qwen/Qwen2.5-14B-Instruct', 'qwen2', QWEN_14B, 152064, 32768),
  dense('Qwen/Qwen2.5-32B-Instruct Qwen/Qwen2.5-Coder-32B-Instruct', 'qwen2', QWEN_32B, 152064, 32768),
  dense('Qwen/Qwen2.5-72B-Instruct', 'qwen2', [80, 8192, 64, 8, 29568], 152064, 32768),
  dense('Qwen/QwQ-32B', 'qwen2', QWEN_32B, 152064, 40960),
  dense('deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B', 'qwen2', QWEN_1B, 151936, 131072),
  dense('deepseek-ai/DeepSeek-R1-Distill-Qwen-7B', 'qwen2', QWEN_7B, 152064, 131072),
  dense('deepseek-ai/DeepSeek-R1-Distill-Qwen-14B', 'qwen2', QWEN_14B, 152064, 131072),
  dense('deepseek-ai/DeepSeek-R1-Distill-Qwen-32B', 'qwen2', QWEN_32B, 152064, 131072),
  dense('Qwen/Qwen3-0.6B', 'qwen3', [28, 1024, 16, 8, 3072], 151936, 40960, { ...HEADS_OF_128, ...TIED }),
  dense('Qwen/Qwen3-1.7B', 'qwen3', [28, 2048, 16, 8, 6144], 151936, 40960, { ...HEADS_OF_128, ...TIED }),
  dense('Qwen/Qwen3-4B', 'qwen3', [36, 2560, 32, 8, 9728], 151936, 40960, { ...HEADS_OF_128, ...TIED }),
  dense('Qwen/Qwen3-4B-Instruct-2507 Qwen/Qwen3-4B-Thinking-2507', 'qwen3', [36, 2560, 32, 8, 9728], 151936, 262144, { ...HEADS_OF_128, ...TIED }),
  dense('Qwen/Qwen3-8B', 'qwen3', [36, 4096, 32, 8, 12288], 151936, 40960, HEADS_OF_128),
  dense('Qwen/Qwen3-14B', 'qwen3', [40, 5120, 40, 8, 17408], 151936, 40960, HEADS_OF_128),
  dense('Qwen/Qwen3-32B', 'qwen3', [64, 5120, 64, 8, 25600], 151936, 40960, HEADS_OF_128),
  dense('Qwen/Qwen3-Embedding-0.6B', 'qwen3', [28, 1024, 16, 8, 3072], 151669, 32768, { ...HEADS_OF_128, ...TIED }),
  dense('Qwen/Qwen3-Embedding-4B', 'qwen3', [36, 2560, 32, 8, 9728], 151665, 40960, { ...HEADS_OF_128, ...TIED }),
  dense('Qwen/Qwen3-Embedding-8B', 'qwen3', [36, 4096, 32, 8, 12288], 151665, 40960, HEADS_OF_128),
  dense('mistralai/Mistral-7B-Instruct-v0.3', 'mistral', [32, 4096, 32, 8, 14336], 32768, 32768, { sliding_window: null }),
  dense('mistralai/Mistral-Small-24B-Instruct-2501', 'mistral', [40, 5120, 32, 8, 32768], 131072, 32768, { ...HEADS_OF_128, sliding_window: null }),
  dense('microsoft/Phi-3-mini-4k-instruct', 'phi3', [32, 3072, 32, 32, 8192], 32064, 4096, { sliding_window: 2047 }),
  dense('microsoft/Phi-4-mini-instruct', 'phi3', [32, 3072, 24, 8, 8192], 200064, 131072, { ...TIED, sliding_window: 262144 }),
  dense('microsoft/phi-4', 'phi3', [40, 5120, 40, 10, 17920], 100352, 16384, { sliding_window: null }),
];
