import { LlamaCppEngine, LmdeployEngine, NimEngine, OllamaEngine, ServingEngine, SglangEngine, TensorRtLlmEngine, TextGenerationInferenceEngine, VllmEngine } from '../../src';
import { memoryFlags } from '../../src/render/footprint-flags';

/* What the arguments and variables of a server say of its memory: `npm run test:update` writes it anew. */

const vllm = () => new VllmEngine({ version: '0.32.0' });
const sglang = () => new SglangEngine({ version: '0.5.21' });
const llama = () => new LlamaCppEngine({ version: 'b11434' });
const ollama = () => new OllamaEngine({ version: '0.32.15' });
const trt = (config?: string) => new TensorRtLlmEngine({ version: '1.2.1', config });
const tgi = () => new TextGenerationInferenceEngine({ version: '3.3.7' });
const lmdeploy = () => new LmdeployEngine({ version: '0.18.0' });

type Given = readonly [engine: ServingEngine, words: string, env?: { readonly [name: string]: string }];

const GIVEN: readonly Given[] = [
  [vllm(), ''], [new NimEngine({ version: '2.0.13' }), '--max-model-len 4'],
  [vllm(), '-tp 2 --pipeline-parallel-size=3 -dp 4 -dcp 2 --block-size 16 --gpu-memory-utilization 0.5 --kv-cache-memory-bytes 5 --max-num-seqs 6 --max-num-batched-tokens 7'],
  ...['4096', '32k', '32K', '1m', '1.5M', '2g', '1G', '-1', 'auto', '0', '4k5', 'x4', '4.'].map((length): Given => [vllm(), `--max-model-len ${length}`]),
  [vllm(), '--dtype half --kv-cache-dtype fp8 --quantization fp8 --mm-encoder-tp-mode data --enable-expert-parallel --enforce-eager --cpu-offload-gb 10'],
  [vllm(), '--seed 1 --hf-overrides {} --mamba-cache-dtype float16 --max-model-len $(LENGTH)'], [vllm(), '--nnodes 2', { VLLM_CPU_KVCACHE_SPACE: '4', QUANT_CONFIG_X: 'y', OTHER: 'z' }],
  [vllm(), '--enable-lora'], [vllm(), '--enable-lora --max-loras 3 --max-lora-rank 32'], [vllm(), '--lora-modules a=/a'], [vllm(), '--max-loras 3'],
  ...['{"method":"ngram"}', '{"method":"[ngram"}', '{"method":"suffix"}', '{"method":"mtp"}', '{"method":"deepseek_mtp"}', '{"method":"eagle"}', '{"method":"eagle","model":"org/e"}', '{"method":"eagle3"}', '{"model":"org/e"}', '{"model":"org/nextn"}', '{}', '{broken', '{"method":5}', 'eagle']
    .map((config): Given => [vllm(), `--speculative-config ${config}`]),
  [sglang(), '--enable-lora'], [sglang(), '--lora-paths a=/a --max-lora-rank 8 --max-loras-per-batch 2'], [sglang(), '--speculative-algorithm EAGLE'], [sglang(), '--speculative-algorithm EAGLE --speculative-draft-model-path org/e'],
  [sglang(), '--speculative-algorithm NEXTN --disable-cuda-graph --tp 2 --mem-fraction-static 0.8 --page-size 64 --moe-a2a-backend deepep'], [sglang(), '--speculative-algorithm LOOKAHEAD'],
  ...['1', '998', '999', '1000', 'all', 'auto', '-1'].map((layers): Given => [llama(), `--n-gpu-layers ${layers}`]),
  [llama(), '--ctx-size 8k --parallel 4 --ubatch-size 512 --cache-type-k q8_0 --mmproj /p.gguf --model /m.gguf'], [llama(), '--model-draft /d.gguf --lora /l.gguf --cpu-moe'],
  [ollama(), 'serve', { OLLAMA_CONTEXT_LENGTH: '4096', OLLAMA_NUM_PARALLEL: '2', OLLAMA_KV_CACHE_TYPE: 'q8_0', PROJECTOR: '/p.gguf', OLLAMA_GPU_OVERHEAD: '5', LLAMA_ARG_X: 'y' }],
  [trt(), '--tp_size 2 --ep_size 1'], [trt(), '--ep_size 2 --max_seq_len 4k --kv_cache_free_gpu_memory_fraction 0.5'],
  [trt('cuda_graph_config:\n  enable_padding: true'), ''], [trt('speculative_config:\n  decoding_type: Eagle'), ''], [trt('lora_config:\n  max_lora_rank: 8\nstream_interval: 5\nkv_cache_config:\n  free_gpu_memory_fraction: 0.7\n  dtype: fp8\n  enable_block_reuse: true\n  host_cache_size: 5'), ''],
  [tgi(), '--num-shard 2 --cuda-memory-fraction 0.5 --max-total-tokens 4096 --quantize awq --rope-scaling linear --lora-adapters a'], [lmdeploy(), '--tp 2 --quant-policy 8 --session-len 4096 --eager-mode --adapters a=/a --dp 2'],
];

test.each(GIVEN.map(([engine, words, env = {}]) => [[engine.name, engine._config?.replace(/\s+/g, ' '), words, ...Object.keys(env)].filter(Boolean).join(' '), engine, words, env] as const))('%s', (_title, engine, words, env) => {
  expect(memoryFlags(engine, words.split(' ').filter(word => word !== ''), env)).toMatchSnapshot();
});
