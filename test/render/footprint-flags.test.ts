import { LlamaCppEngine, LmdeployEngine, NimEngine, OllamaEngine, ServingEngine, SglangEngine, TensorRtLlmEngine, TextEmbeddingsInferenceEngine, TextGenerationInferenceEngine, VllmEngine } from '../../src';
import { memoryFlags } from '../../src/render/footprint-flags';

/* What the arguments and variables of a server say of its memory: `npm run test:update` writes it anew. */

const vllm = () => new VllmEngine({ version: '0.32.0' });
const sglang = () => new SglangEngine({ version: '0.5.21' });
const llama = () => new LlamaCppEngine({ version: 'b11434' });
const ollama = () => new OllamaEngine({ version: '0.32.15' });
const trt = (config?: string) => new TensorRtLlmEngine({ version: '1.2.1', config });
const tgi = () => new TextGenerationInferenceEngine({ version: '3.3.7' });
const tei = () => new TextEmbeddingsInferenceEngine({ version: '1.9.0' });
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
  ...['--cudagraph-capture-sizes 1 2 512', '--cuda-graph-sizes 1 2 1024', '--max-cudagraph-capture-size 2048', '--compilation-config {"max_cudagraph_capture_size":1024}', '-O3', '-O{"cudagraph_capture_sizes":[1024]}', '--compilation-config.cudagraph_mode=FULL',
    '--limit-mm-per-prompt {"image":4}', '--limit-mm-per-prompt {"image":{"count":4,"width":8192}}', '--limit-mm-per-prompt.image.width=8192', '--mm-processor-kwargs {"max_pixels":9}', '--skip-mm-profiling', '--mm-ipc-gpu-memory-gb 4',
    '--spec-method mtp', '--spec-method eagle3 --spec-model org/e', '--spec-model org/d', '--device-memory-utilization 0.5', '--enable-eplb --num-redundant-experts 32'].map((words): Given => [vllm(), words]),
  [sglang(), '--cuda-graph-max-bs 160 --cuda-graph-bs 1 2 512 --enable-two-batch-overlap'], [llama(), '--cache-type-k q4_0 --cache-type-v q8_0'], [llama(), '--cache-type-v q4_0'], [llama(), '--rpc host:1', { LLAMA_ARG_MMPROJ_URL: 'u', LLAMA_ARG_MODEL: '/m.gguf' }],
  ...['--cache-max-entry-count 500 --cp 2', '--quant-policy 4 --cache-max-entry-count 0.5 --max-prefill-token-num 4096', '--num-gpu-blocks 100', '--vision-max-batch-size 8'].map((words): Given => [lmdeploy(), words]),
  [tgi(), '--num-shard 2 --cuda-memory-fraction 0.5 --max-total-tokens 4096 --quantize awq --rope-scaling linear --lora-adapters a'], [lmdeploy(), '--tp 2 --quant-policy 8 --session-len 4096 --eager-mode --adapters a=/a --dp 2'],
];

test.each(GIVEN.map(([engine, words, env = {}]) => [[engine.name, engine._config?.replace(/\s+/g, ' '), words, ...Object.keys(env)].filter(Boolean).join(' '), engine, words, env] as const))('%s', (_title, engine, words, env) => {
  expect(memoryFlags(engine, words.split(' ').filter(word => word !== ''), env)).toMatchSnapshot();
});

/* One row for each thing that is said in several ways: they come to the same, but for the name in a sentence. */
const SAME: readonly (readonly [engine: ServingEngine, ways: readonly Given[]])[] = [
  [llama(), [[llama(), '-ub 4096'], [llama(), '--ubatch-size=4096'], [llama(), '', { LLAMA_ARG_UBATCH: '4096' }]]],
  [llama(), [[llama(), '--ctx-size 4096'], [llama(), '-c 4096'], [llama(), '', { LLAMA_ARG_CTX_SIZE: '4096' }], [llama(), '-c 4096', { LLAMA_ARG_CTX_SIZE: '8192' }]]],
  [llama(), [[llama(), '--cache-type-k q8_0'], [llama(), '-ctk q8_0'], [llama(), '', { LLAMA_ARG_CACHE_TYPE_K: 'q8_0' }]]],
  ...[
    ['--tensor-split 1,0', '-ts 1,0', 'LLAMA_ARG_TENSOR_SPLIT'], ['--split-mode none', '-sm none', 'LLAMA_ARG_SPLIT_MODE'], ['--no-kv-offload', '-nkvo', 'LLAMA_ARG_NO_KV_OFFLOAD'], ['--override-tensor x=CPU', '-ot x=CPU', 'LLAMA_ARG_OVERRIDE_TENSOR'],
    ['--cpu-moe', '-cmoe', 'LLAMA_ARG_CPU_MOE'], ['--n-cpu-moe 8', '-ncmoe 8', 'LLAMA_ARG_N_CPU_MOE'], ['--device CUDA0', '-dev CUDA0', 'LLAMA_ARG_DEVICE'], ['--fit off', '-fit off', 'LLAMA_ARG_FIT'],
  ].map(([long, short, variable]): readonly [ServingEngine, readonly Given[]] => [llama(), [[llama(), long], [llama(), short], [llama(), '', { [variable]: 'x' }]]]),
  [llama(), [[llama(), '--flash-attn off'], [llama(), '-fa off'], [llama(), '', { LLAMA_ARG_FLASH_ATTN: 'off' }]]],
  [llama(), [[llama(), ''], [llama(), '--flash-attn auto'], [llama(), '', { LLAMA_ARG_THREADS: '4' }]]],
  [llama(), [[llama(), '-fa'], [llama(), '-fa on'], [llama(), '--flash-attn'], [llama(), '', { LLAMA_ARG_FLASH_ATTN: 'on' }]]],
  [vllm(), [[vllm(), '--limit-mm-per-prompt {"image":0,"video":0}'], [vllm(), '--limit-mm-per-prompt image=0,video=0'], [vllm(), '--limit-mm-per-prompt {"image":{"count":0},"video":{"count":0}}'], [vllm(), '--limit-mm-per-prompt.image 0 --limit-mm-per-prompt.video=0']]],
  [vllm(), [[vllm(), '--runner pooling'], [vllm(), '--task embed'], [vllm(), '--convert classify']]],
  [ollama(), [[ollama(), '', { OLLAMA_FLASH_ATTENTION: '0' }], [ollama(), '', { OLLAMA_FLASH_ATTENTION: 'false' }]]],
  [tgi(), [[tgi(), '--cuda-memory-fraction 0.5'], [tgi(), '', { CUDA_MEMORY_FRACTION: '0.5' }], [tgi(), '--cuda-memory-fraction 0.5', { CUDA_MEMORY_FRACTION: '0.9' }]]],
  [tgi(), [[tgi(), '--max-batch-prefill-tokens 9000'], [tgi(), '', { MAX_BATCH_PREFILL_TOKENS: '9000' }]]],
  [tei(), [[tei(), '--max-batch-tokens 9000'], [tei(), '', { MAX_BATCH_TOKENS: '9000' }]]],
  [tei(), [[tei(), '', { USE_FLASH_ATTENTION: 'True' }], [tei(), '', { USE_FLASH_ATTENTION: 'true' }]]],
  [vllm(), [[vllm(), '--enable-chunked-prefill'], [vllm(), '--enable-chunked-prefill=True']]],
  [vllm(), [[vllm(), '--no-enable-chunked-prefill'], [vllm(), '--enable-chunked-prefill=False']]],
  [sglang(), [[sglang(), '--chunked-prefill-size -1'], [sglang(), '--chunked-prefill-size=-1']]],
];

test.each(SAME.map(([engine, ways]) => [`${engine.name} ${ways.map(([, words, env = {}]) => words || Object.keys(env)[0] || 'nothing').join(', ')}`, ways] as const))('the same: %s', (_title, ways) => {
  const said = ways.map(([engine, words, env = {}]) => {
    const flags = memoryFlags(engine, words.split(' ').filter(word => word !== ''), env)!;
    return { ...flags, unread: flags.unread.length };
  });
  for (const other of said) expect(other).toEqual(said[0]);
});

test('SGLang is told not to keep prefixes', () => {
  expect(memoryFlags(sglang(), ['--disable-radix-cache'], {})).toMatchObject({ noPrefixes: true, unread: [] });
  expect(memoryFlags(sglang(), [], {})).not.toHaveProperty('noPrefixes');
});

test.each<readonly [string, string[], { readonly [name: string]: string }]>([['a flag', ['--kv-unified-per-slot', '65536'], {}], ['a variable', [], { LLAMA_ARG_KV_UNIFIED_PER_SLOT: '65536' }]])('a context of each slot is not known, by %s', (_case, words, env) => {
  expect(memoryFlags(llama(), words, env)!.unread).toEqual([expect.stringMatching(/changes of the memory is not known/)]);
});
