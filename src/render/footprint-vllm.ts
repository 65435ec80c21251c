import { graphsUpTo, hasNoBuffer, loadsPlainly, ofEach, Spelling } from './footprint-spelling';

/** vLLM has 67 sizes up to 512. https://github.com/vllm-project/vllm vllm/config/vllm.py (_set_cudagraph_sizes) */
export const VLLM_GRAPHS = graphsUpTo(512, 70);

/** Numbers of images count for a batch of a size that is decided otherwise; sizes of images are what vLLM profiles with. */
const hasNoSizes = (value: string): boolean => !/\{.*\{/s.test(value.replace(/\{\s*"count"\s*:\s*\d+\s*\}/g, '1'));

export const VLLM: Spelling = {
  numbers: {
    tensorParallel: '--tensor-parallel-size',
    pipelineParallel: '--pipeline-parallel-size',
    dataParallel: '--data-parallel-size',
    contextParallel: '--decode-context-parallel-size',
    blockSize: '--block-size',
    utilization: '--gpu-memory-utilization',
    cacheBytes: '--kv-cache-memory-bytes',
    maxSequences: '--max-num-seqs',
    maxBatchedTokens: '--max-num-batched-tokens',
    maxModelLen: '--max-model-len',
    offloadedGib: '--cpu-offload-gb',
    cacheGib: 'VLLM_CPU_KVCACHE_SPACE',
    adapterCount: '--max-loras',
    adapterRank: '--max-lora-rank',
    draftTokens: '--spec-tokens',
  },
  others: {
    '': '--model', // the first word
    '--device-memory-utilization': '--gpu-memory-utilization',
    '--spec-method': '--speculative-config',
    'VLLM_ALL2ALL_BACKEND': '--all2all-backend',
    '--task': '--runner',
    '--convert': '--runner',
    '--override-pooler-config': '--pooler-config',
  },
  words: {
    dataType: '--dtype',
    cacheType: '--kv-cache-dtype',
    quantization: '--quantization',
    speculation: '--speculative-config',
    draftModel: '--spec-model',
    towers: '--mm-encoder-tp-mode',
    pace: '--performance-mode',
    runner: '--runner',
    pooling: '--pooler-config',
    media: '--limit-mm-per-prompt',
    modelFile: '--model',
  },
  switches: {
    isGguf: ['--load-format=gguf', '--quantization=gguf'],
    expertParallel: ['--enable-expert-parallel'],
    eager: ['--enforce-eager'],
    cachesPrefixes: ['--enable-prefix-caching', '--enable-prefix-caching=true'],
    synchronous: ['--no-async-scheduling', '--disable-async-scheduling', '--async-scheduling=false'],
    hasAdapters: ['--enable-lora', '--lora-modules'],
    wholePrompts: ['--no-enable-chunked-prefill', '--disable-chunked-prefill', '--enable-chunked-prefill=false'],
    onlyTexts: ['--language-model-only', '--language-model-only=true'],
    fitsContext: ['--max-model-len=-1', '--max-model-len=auto'],
  },
  unread: [
    '--hf-overrides', '--hf-config-path', '--config!', '--offload-', '--kv-cache-dtype-skip-layers', '--quantization-config', '--additional-config',
    'QUANT_CONFIG', '--num-gpu-blocks-override', '--nnodes', '--prefill-context-parallel-size', '--enable-sleep-mode', '--headless', '--mamba-',
    '--enable-mamba-', '--mm-encoder-only', '--enable-elastic-ep', '--cpu-offload-params', '--model-class-overrides', '--worker-cls',
    '--worker-extension-cls', '--diffusion-config', '-dc!', '--rope-scaling', '--enable-cumem-allocator', 'VLLM_PP_LAYER_PARTITION',
    'VLLM_MLA_DISABLE', 'VLLM_DP_SIZE', 'VLLM_USE_V1=0',
  ],
  beside: ['--speculative-model', '--enable-prompt-adapter', '--qlora-adapter-name-or-path'],
  grows: [
    '--mm-processor-kwargs', '--mm-processor-device', '--limit-mm-per-prompt', '--skip-mm-profiling', '--mm-ipc-gpu-memory-gb',
    '--cudagraph-capture-sizes', '--cuda-graph-sizes', '--max-cudagraph-capture-size', '--compilation-config', '-cc', '-O', '--enable-dbo',
    '--ubatch-size', '--enable-eplb', '--eplb-config', '--num-redundant-experts', '--use-replayssm', '--engram-config', '--media-io-kwargs',
    '--all2all-backend', '--dcp-q-replicate', '--enable-prompt-embeds', '--enable-return-routed-experts', '--return-sampling-mask',
    '--mm-device-do-normalize', '--mm-encoder-attn-backend', '--mm-tensor-ipc', '--model-impl', '--monokernel', '--pt-load-map-location',
    '--logits-processors', '--trust-request-mm-kwargs', '--weight-transfer-config', '--ec-', '--use-fp64-gumbel', '--enable-fault-tolerance',
    '--enable-scale-out', '--attention-config', '-ac!', '--aux-output-config', '--use-gpu-for-pooling-score',
    '--enable-multimodal-encoder-data-parallel', '--enable-hc-sp', '--load-format', '--kv-transfer-config', '--enable-tower-connector-lora',
    '--enable-mixed-moe-lora-format', '--lora-dtype', '--enable-moe-shared-loras', '--specialize-active-lora',
  ],
  keeps: ['--disable-hybrid-kv-cache-manager', '--kv-transfer-config', '--kv-events-config', 'VLLM_ALLOW_CHUNKED_LOCAL_ATTN_WITH_HYBRID_KV_CACHE'],
  harmless: {
    ...ofEach(VLLM_GRAPHS, '--cudagraph-capture-sizes', '--cuda-graph-sizes', '--max-cudagraph-capture-size', '--compilation-config', '-cc', '-O'),
    '--limit-mm-per-prompt': hasNoSizes,
    '--lora-dtype': value => !value.includes('32'),
    '--num-redundant-experts': value => value === '0',
    '--mm-ipc-gpu-memory-gb': value => Number(value) === 0,
    '--mm-processor-device': value => value === 'cpu',
    '--all2all-backend': value => /^(allgather_reducescatter|naive|none)$/i.test(value), // others keep buffers for as many tokens as a rank may send
    '--mm-encoder-attn-backend': value => /flash|aiter_fa/i.test(value),
    '--mm-tensor-ipc': value => value !== 'cuda',
    '--model-impl': value => /^(auto|vllm)$/.test(value),
    '--pt-load-map-location': value => value === 'cpu',
    '--attention-config': value => /^\{\s*"backend"\s*:\s*"\w+"\s*\}$/.test(value),
    '--load-format': loadsPlainly,
    '--kv-transfer-config': hasNoBuffer,
  },
  readsKeys: true,
  adapters: 1,
  rank: 16,
};
