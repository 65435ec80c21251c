/** Numbers of a plan's request, as flags say them; those with other units are turned into it. */
export type NumberMember = 'tensorParallel' | 'pipelineParallel' | 'dataParallel' | 'contextParallel' | 'expertRanks' | 'blockSize' | 'utilization' | 'cacheBytes' | 'maxSequences'
  | 'maxBatchedTokens' | 'maxModelLen' | 'slots' | 'offloadedGib' | 'cacheGib' | 'deviceLayers' | 'adapterCount' | 'adapterRank' | 'hostRatio' | 'hostSize' | 'draftTokens';

/** Words of it. */
export type WordMember = 'dataType' | 'cacheType' | 'quantization' | 'valueType' | 'speculation' | 'draftModel' | 'projector' | 'modelFile' | 'towers' | 'pace';

/** Switches of it. */
export type SwitchMember = 'expertParallel' | 'eager' | 'hasAdapters' | 'wholePrompts' | 'fullContext' | 'fitsContext' | 'onPyTorch' | 'hasHostCache';

/** What a flag says of the memory. */
export type FlagUse =
  | { readonly kind: 'number'; readonly member: NumberMember }
  | { readonly kind: 'word'; readonly member: WordMember }
  | { readonly kind: 'switch'; readonly member: SwitchMember }
  /** With it nobody can say how much memory the server takes; or what it loads beside what is counted; or how much more it takes; or whether layers with windows and states keep all tokens. */
  | { readonly kind: 'unread' | 'beside' | 'grows' | 'keeps' };

/**
 * How one engine says what decides its memory: by flags, and where a name has no dash at its beginning, by variables. A name with `=` behind it stands for
 * one value of the flag, and no other. Where names are beginnings, one with `!` behind it is the whole name.
 */
export interface Spelling {
  readonly numbers: { readonly [member in NumberMember]?: string };
  readonly words: { readonly [member in WordMember]?: string };
  readonly switches: { readonly [member in SwitchMember]?: readonly string[] };
  /** Flags, by their beginnings, with which nobody can say how much memory it takes. */
  readonly unread: readonly string[];
  /** Flags, by their beginnings, that load something beside the model. */
  readonly beside: readonly string[];
  /** Flags, by their beginnings, with which it takes more than is counted, and nobody can say how much. */
  readonly grows?: readonly string[];
  /** Flags, by their beginnings, with which layers with windows or states may keep all tokens. */
  readonly keeps?: readonly string[];
  /** Values of those that the constants of the plan have room for, by the beginning of the flag. */
  readonly harmless?: { readonly [beginning: string]: (value: string) => boolean };
  /** Each of the sequences at once has the whole context, which is not divided among them. */
  readonly slotsHaveAll?: boolean;
  /** Every flag has a variable of its name, in capitals, behind this. */
  readonly variables?: string;
  /** Other spellings of flags, that nothing else here needs to know. */
  readonly others?: { readonly [spelling: string]: string };
  /** Adapters at once where no flag says it. */
  readonly adapters?: number;
  /** The rank of adapters where no flag says it; not known when not said. */
  readonly rank?: number;
}

/** Sizes of graphs up to so many sequences or tokens, and so many of them, as servers have them by themselves. */
const graphsUpTo = (most: number, count: number) => (value: string): boolean => {
  const sizes = value.match(/\d+(\.\d+)?/g) ?? [];
  return sizes.length <= count && sizes.every(size => Number(size) <= most);
};

/** A number up to so many. */
const upTo = (most: number) => (value: string): boolean => Number(value) <= most;

/** Loaders that take memory of the device for files while they read them, or keep copies. */
const loadsPlainly = (value: string): boolean => !/fastsafetensors|instanttensor|flash_rl|gds/i.test(value);

/** Tools of a cache in other places that keep a buffer on the device. */
const hasNoBuffer = (value: string): boolean => !/kv_buffer_|p2pnccl|pynccl/i.test(value);

/** vLLM has 67 sizes up to 512. https://github.com/vllm-project/vllm vllm/config/vllm.py (_set_cudagraph_sizes) */
const VLLM_GRAPHS = graphsUpTo(512, 70);

const ofEach = (harmless: (value: string) => boolean, ...flags: readonly string[]): { [flag: string]: (value: string) => boolean } => (
  Object.fromEntries(flags.map(flag => [flag, harmless]))
);

/** Numbers of images count for a batch of a size that is decided otherwise; sizes of images are what vLLM profiles with. */
const hasNoSizes = (value: string): boolean => !/\{.*\{/s.test(value) && !/\.(width|height|length|num)/.test(value);

const VLLM: Spelling = {
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
  others: { '--device-memory-utilization': '--gpu-memory-utilization', '--spec-method': '--speculative-config', 'VLLM_ALL2ALL_BACKEND': '--all2all-backend' },
  words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantization', speculation: '--speculative-config', draftModel: '--spec-model', towers: '--mm-encoder-tp-mode', pace: '--performance-mode' },
  switches: { expertParallel: ['--enable-expert-parallel'], eager: ['--enforce-eager'], hasAdapters: ['--enable-lora', '--lora-modules'], wholePrompts: ['--no-enable-chunked-prefill', '--disable-chunked-prefill', '--enable-chunked-prefill=false'], fitsContext: ['--max-model-len=-1', '--max-model-len=auto'] },
  unread: ['--hf-overrides', '--hf-config-path', '--config!', '--offload-', '--kv-cache-dtype-skip-layers', '--quantization-config', '--additional-config', 'QUANT_CONFIG', '--num-gpu-blocks-override', '--nnodes', '--prefill-context-parallel-size', '--enable-sleep-mode', '--headless', '--mamba-',
    '--enable-mamba-', '--mm-encoder-only', '--enable-elastic-ep', '--cpu-offload-params', '--model-class-overrides', '--worker-cls', '--worker-extension-cls', '--diffusion-config', '-dc!', '--rope-scaling', '--enable-cumem-allocator',
    'VLLM_PP_LAYER_PARTITION', 'VLLM_MLA_DISABLE', 'VLLM_DP_SIZE', 'VLLM_USE_V1=0'],
  beside: ['--speculative-model', '--enable-prompt-adapter', '--qlora-adapter-name-or-path'],
  grows: ['--mm-processor-kwargs', '--mm-processor-device', '--limit-mm-per-prompt', '--skip-mm-profiling', '--mm-ipc-gpu-memory-gb', '--cudagraph-capture-sizes', '--cuda-graph-sizes', '--max-cudagraph-capture-size', '--compilation-config', '-cc', '-O',
    '--enable-dbo', '--ubatch-size', '--enable-eplb', '--eplb-config', '--num-redundant-experts', '--use-replayssm', '--engram-config', '--media-io-kwargs', '--all2all-backend', '--dcp-q-replicate', '--enable-prompt-embeds', '--enable-return-routed-experts',
    '--return-sampling-mask', '--mm-device-do-normalize', '--mm-encoder-attn-backend', '--mm-tensor-ipc', '--model-impl', '--monokernel', '--pt-load-map-location', '--logits-processors', '--trust-request-mm-kwargs', '--weight-transfer-config', '--ec-', '--use-fp64-gumbel', '--enable-fault-tolerance',
    '--enable-scale-out', '--attention-config', '-ac!', '--aux-output-config', '--use-gpu-for-pooling-score', '--enable-multimodal-encoder-data-parallel', '--enable-hc-sp', '--load-format', '--kv-transfer-config', '--enable-tower-connector-lora', '--enable-mixed-moe-lora-format', '--enable-moe-shared-loras',
    '--specialize-active-lora'],
  keeps: ['--disable-hybrid-kv-cache-manager', '--kv-transfer-config', '--kv-events-config', 'VLLM_ALLOW_CHUNKED_LOCAL_ATTN_WITH_HYBRID_KV_CACHE'],
  harmless: {
    ...ofEach(VLLM_GRAPHS, '--cudagraph-capture-sizes', '--cuda-graph-sizes', '--max-cudagraph-capture-size', '--compilation-config', '-cc', '-O'),
    '--limit-mm-per-prompt': hasNoSizes,
    '--num-redundant-experts': value => value === '0',
    '--mm-ipc-gpu-memory-gb': value => Number(value) === 0,
    '--mm-processor-device': value => value === 'cpu',
    '--all2all-backend': value => /^(allgather_reducescatter|naive|none)$/i.test(value), // others keep buffers for as many tokens as a rank may send
    '--mm-encoder-attn-backend': value => /flash|aiter_fa/i.test(value),
    '--mm-tensor-ipc': value => value !== 'cuda',
    '--model-impl': value => /^(auto|vllm)$/.test(value),
    '--pt-load-map-location': value => value === 'cpu',
    '--attention-config': value => /^(\.backend\b|\{"backend":"\w+"\})/.test(value),
    '--load-format': loadsPlainly,
    '--kv-transfer-config': hasNoBuffer,
  },
  adapters: 1,
  rank: 16,
};

/** SGLang has up to 52 sizes up to 512 on large devices, and up to 160 on small ones. https://github.com/sgl-project/sglang python/sglang/srt/server_args.py */
const SGLANG_GRAPHS = graphsUpTo(160, 60);

/** By the name of the engine; those that are not here have no plan at synth. What variables say that are no flags is in `footprint-variables.ts`. */
export const SPELLINGS: { readonly [engine: string]: Spelling } = {
  'vllm': VLLM,
  'sglang': {
    numbers: {
      tensorParallel: '--tp-size',
      pipelineParallel: '--pp-size',
      dataParallel: '--dp-size',
      expertRanks: '--ep-size',
      utilization: '--mem-fraction-static',
      maxModelLen: '--context-length',
      maxSequences: '--max-running-requests',
      maxBatchedTokens: '--chunked-prefill-size',
      offloadedGib: '--cpu-offload-gb',
      blockSize: '--page-size',
      hostRatio: '--hicache-ratio',
      hostSize: '--hicache-size',
      adapterCount: '--max-loras-per-batch',
      adapterRank: '--max-lora-rank',
      draftTokens: '--speculative-num-draft-tokens',
    },
    words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantization', speculation: '--speculative-algorithm', draftModel: '--speculative-draft-model-path' },
    switches: { eager: ['--disable-cuda-graph'], hasAdapters: ['--enable-lora', '--lora-paths'], wholePrompts: ['--chunked-prefill-size=-1'], hasHostCache: ['--enable-hierarchical-cache', '--enable-hicache'] },
    unread: ['--json-model-override-args', '--torchao-config', '--offload-', '--nnodes', '--max-total-tokens', '--enable-dp-attention', '--moe-', '--dcp-size', '--attn-cp-size', '--ple-offload', '--config!', '--swa-full-tokens-ratio', '--mamba-', '--max-mamba-cache-size', '--disable-hybrid-swa-memory', '--enable-unified-memory',
      '--kt-', '--enable-paged-experts', '--paged-experts-', '--dwdp-size', '--hybrid-kvcache-ratio', '--enable-hisparse', '--hisparse-', '--enable-double-sparsity', '--quantize-and-serve', '--modelopt-quant', '--rl-quant-profile',
      '--enable-int8-mamba-', '--decoupled-spec', '--elastic-ep-', '--dllm-', '--attention-context-parallel-size', '--decode-context-parallel-size', '--attn-dp-size', '--attention-data-parallel-size',
      '--enable-deepep-moe', '--enable-ep-moe', '--shared-experts-tp-size', '--enable-dense-mlp-attn-tp', '--enable-shared-experts-attn-tp', '--enable-cp-decode-attn-tp', '--enable-prefill-context-parallel', '--enable-prefill-cp', '--enable-nsa-prefill-', '--enable-dsa-prefill-', '--enable-kv-cache-sharding',
      '--enable-dsa-cache-layer-split', '--enable-page-major-kv-layout', '--model-config-parser', '--decrypted-', '--encoder-only', '--language-only', '--qsa-indexer-dtype', '--enable-deepseek-v4-', '--c128-page-size', '--swa-prefix-tails', '--enable-decoder-swa-', '--enable-encoder-swa-', '--hierarchical-sparse-',
      '--prefill-only-disable-kv-cache', '--speculative-moe-', '--int8-mamba-'],
    beside: ['--uno-lora-path'],
    grows: ['--mm-process-config', '--keep-mm-feature-on-device', '--cuda-graph-bs', '--cuda-graph-max-bs', '--cuda-graph-config', '--piecewise-cuda-graph-', '--cuda-graph-max-seq-len-prefill', '--enable-two-batch-overlap', '--enable-single-batch-overlap',
      '--enable-eplb', '--ep-num-redundant-experts', '--init-expert-location', '--enable-linear-replayssm', '--enable-pdmux',
      '--enable-torch-compile', '--enable-symm-mem', '--enable-torch-symm-mem', '--enable-nccl-nvls', '--enable-mscclpp', '--pp-max-micro-batch-size', '--max-micro-batch-size', '--pp-async-batch-depth', '--max-prefill-tokens', '--triton-attention-num-kv-splits', '--enable-memory-saver', '--enable-dynamic-chunking',
      '--enable-fp32-lm-head', '--lora-use-virtual-experts', '--experts-shared-outer-loras', '--enable-multi-layer-eagle', '--enable-return-', '--return-hidden-states-mode', '--enable-deterministic-inference', '--enable-w4a4-', '--enable-megamoe-', '--enable-deepep-waterfill', '--enable-waterfill',
      '--enable-elastic-expert-backup', '--kv-canary', '--load-format', '--mm-feature-transport', '--mm-attention-backend', '--enable-prefix-mm-cache', '--enable-mm-global-cache', '--model-impl', '--impl!', '--prefill-kv-cache-dequant-dtype', '--record-nolora-graph', '--rl-on-policy-target', '--sampling-mask-max-tokens',
      '--speculative-draft-kv-cache-dtype', '--speculative-adaptive', '--weight-cache-mode', '--startup-weight-load-mode', '--custom-weight-loader', '--enable-pd-role-switch', '--enable-lmcache', '--enable-flexkv', '--enable-unified-cache-', '--enable-nvidia-megakernel', '--monokernel-backend', '--enable-amd-monokernel',
      '--forward-hooks', '--dcp-replicate-q-proj', '--enable-piecewise-', '--enforce-piecewise-', '--enable-breakable-', '--cuda-graph-backend-', '--cuda-graph-prefill-max-context', '--disable-cuda-graph-padding', '--expert-distribution-recorder-', '--enable-scattered-sconv', '--enable-layernorm-sp',
      '--n-share-experts-fusion', '--enable-mis!', '--multi-item-scoring-delimiter', '--disaggregation-decode-extra-slots', '--speculative-enable-w4a4-'],
    harmless: {
      ...ofEach(SGLANG_GRAPHS, '--cuda-graph-bs', '--cuda-graph-max-bs'),
      '--max-prefill-tokens': upTo(16384),
      '--triton-attention-num-kv-splits': upTo(16),
      '--load-format': loadsPlainly,
      '--mm-feature-transport': value => value === 'cpu',
      '--mm-attention-backend': value => /^(fa|flash)/.test(value),
      ...ofEach(value => /^(auto|sglang)$/.test(value), '--model-impl', '--impl'),
      '--weight-cache-mode': value => value === 'off',
      '--startup-weight-load-mode': value => value === 'serial',
      '--expert-distribution-recorder-mode': value => value === 'none',
      '--cuda-graph-backend-': value => /disabled$/.test(value),
      '--ep-num-redundant-experts': value => value === '0',
      '--init-expert-location': value => value === 'trivial',
    },
    adapters: 8,
  },
  'tensorrt-llm': {
    numbers: {
      tensorParallel: '--tp-size',
      pipelineParallel: '--pp-size',
      expertRanks: '--ep-size',
      maxModelLen: '--max-seq-len',
      maxSequences: '--max-batch-size',
      maxBatchedTokens: '--max-num-tokens',
      utilization: '--free-gpu-memory-fraction',
    },
    words: { cacheType: '--kv-cache-dtype' },
    switches: {},
    unread: ['--cp-size', '--backend', '--metadata-server-config-file', '--disagg', '--enable-attention-dp', '--moe-cluster-parallel-size', '--custom-module-dirs'],
    beside: [],
    grows: ['--max-beam-width', '--media-io-kwargs'],
    harmless: { '--max-beam-width': value => value === '1' },
  },
  'llama-cpp': {
    numbers: { maxModelLen: '--ctx-size', slots: '--parallel', maxBatchedTokens: '--ubatch-size', deviceLayers: '--n-gpu-layers' },
    others: { '-ub': '--ubatch-size', '--ubatch': '--ubatch-size', '-ctv': '--cache-type-v', '--n-parallel': '--parallel' },
    words: { cacheType: '--cache-type-k', valueType: '--cache-type-v', projector: '--mmproj', modelFile: '--model' },
    switches: { fullContext: ['--ctx-size=0'] },
    unread: [
      '--cpu-moe', '-cmoe', '--n-cpu-moe', '-ncmoe', '--n-cpu-ffn', '-ncffn', '--override-tensor', '-ot', '--fit', '-fit', '--tensor-split', '-ts', '--split-mode', '-sm', '--no-kv-offload', '-nkvo',
      '--kv-offload=0', '--kv-offload=false', '--kv-offload=off', '--device', '-dev', '--flash-attn=off', '-fa=off', '--flash-attn=0', '-fa=0', '--swa-full', '--models-', '--rpc', '--override-kv',
      '--fim-', '--gpt-oss-', '--vision-gemma-', '--embd-gemma-', '--hf-repo!', '--hf-file!', '--model-url', '--docker-repo',
    ],
    beside: ['--model-draft', '--hf-repo-draft', '-hfd', '-hfrd', '--spec-draft', '--lora', '--mmproj-url', '-mmu', '--model-vocoder', '-mv', '--hf-repo-v', '-hfv'],
    grows: ['--spec-type', '--spec-default', '--image-max-tokens', '--image-min-tokens', '--mtmd-batch-max-tokens', '--backend-sampling', '-bs!'],
    harmless: { '--spec-type': value => /^(none|ngram)/.test(value) },
    variables: 'LLAMA_ARG_',
  },
  'ollama': {
    numbers: { maxModelLen: 'OLLAMA_CONTEXT_LENGTH', slots: 'OLLAMA_NUM_PARALLEL' },
    words: { cacheType: 'OLLAMA_KV_CACHE_TYPE', projector: 'PROJECTOR', modelFile: '' },
    switches: {},
    unread: ['OLLAMA_GPU_OVERHEAD', 'OLLAMA_LLM_LIBRARY', 'OLLAMA_FLASH_ATTENTION=0', 'OLLAMA_FLASH_ATTENTION=false', 'LLAMA_ARG_'],
    beside: [],
    slotsHaveAll: true,
  },
  'text-generation-inference': {
    numbers: { tensorParallel: '--num-shard', utilization: '--cuda-memory-fraction', maxModelLen: '--max-total-tokens', maxBatchedTokens: '--max-batch-prefill-tokens' },
    words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantize' },
    switches: {},
    unread: ['--rope-scaling', '--rope-factor', '--max-batch-total-tokens', '--disable-custom-kernels'],
    beside: ['--lora-adapters'],
    grows: ['--cuda-graphs', '--speculate'],
    harmless: { '--cuda-graphs': graphsUpTo(32, 12) },
    variables: '',
  },
  'lmdeploy': {
    numbers: { tensorParallel: '--tp', utilization: '--cache-max-entry-count', maxModelLen: '--session-len', maxSequences: '--max-batch-size', blockSize: '--cache-block-seq-len', maxBatchedTokens: '--max-prefill-token-num' },
    words: { dataType: '--dtype', cacheType: '--quant-policy', speculation: '--speculative-algorithm', draftModel: '--speculative-draft-model' },
    switches: { eager: ['--eager-mode'], onPyTorch: ['--backend=pytorch'] },
    unread: ['--dp', '--cp', '--ep', '--nnodes', '--hf-overrides', '--num-gpu-blocks', '--prefix-cache-', '--dllm-', '--role'],
    beside: ['--adapters'],
    grows: ['--vision-max-batch-size', '--enable-eplb', '--enable-microbatch', '--cudagraph-capture-batch-sizes', '--piecewise-cudagraph-max-tokens', '--rope-scaling-factor', '--kv-transfer-config', '--num-tokens-per-iter', '--enable-return-routed-experts', '--moe-a2a-backend'],
    harmless: { '--num-tokens-per-iter': upTo(8192), '--vision-max-batch-size': value => value === '1', '--rope-scaling-factor': value => Number(value) === 0 },
  },
  'text-embeddings-inference': { numbers: { maxBatchedTokens: '--max-batch-tokens' }, words: { dataType: '--dtype' }, switches: {}, unread: [], beside: [], variables: '' },
};

/** What each flag of an engine was found to say: the same flags come with every model. */
const USES = new WeakMap<Spelling, Map<string, FlagUse | undefined>>();

/** What a flag says of the memory of an engine, by its canonical name; undefined for one that is about other things, and for a value that changes nothing. */
export function useOf(spelling: Spelling, flag: string, value?: string): FlagUse | undefined {
  const uses = USES.get(spelling) ?? newUses(spelling);
  const ofValue = uses.get(`${flag}=${value?.toLowerCase()}`);
  if (ofValue !== undefined) return ofValue;
  const isHarmless = Object.entries(spelling.harmless ?? {}).some(([beginning, harmless]) => flag.startsWith(beginning) && harmless(`${flag.slice(beginning.length)} ${value ?? ''}`.trim()));
  if (isHarmless) return isNamed(spelling.keeps, flag) ? { kind: 'keeps' } : undefined;
  return useOfName(spelling, flag);
}

/** What a flag says of the memory with some of its values. */
export function useOfName(spelling: Spelling, flag: string): FlagUse | undefined {
  const uses = USES.get(spelling) ?? newUses(spelling);
  if (!uses.has(flag)) {
    const kind = (['unread', 'beside', 'grows', 'keeps'] as const).find(each => isNamed(spelling[each], flag));
    uses.set(flag, kind && { kind });
  }
  return uses.get(flag);
}

/** Whether a list has the flag, or its beginning. */
const isNamed = (names: readonly string[] = [], flag: string): boolean => names.some(name => (name.endsWith('!') ? flag === name.slice(0, -1) : flag.startsWith(name)));

function newUses(spelling: Spelling): Map<string, FlagUse | undefined> {
  const uses = new Map<string, FlagUse | undefined>();
  for (const [member, flag] of Object.entries(spelling.numbers)) uses.set(flag, { kind: 'number', member: member as NumberMember });
  for (const [member, flag] of Object.entries(spelling.words)) uses.set(flag, { kind: 'word', member: member as WordMember });
  for (const [member, flags] of Object.entries(spelling.switches)) for (const flag of flags) uses.set(flag, { kind: 'switch', member: member as SwitchMember });
  for (const entry of spelling.unread) if (entry.includes('=')) uses.set(entry, { kind: 'unread' });
  USES.set(spelling, uses);
  return uses;
}
