import { FlagUse } from './footprint-spelling';

const UNREAD: FlagUse = { kind: 'unread' };
const GROWS: FlagUse = { kind: 'grows' };

/** Options of PyTorch's allocator that give memory back, or divide it less. https://docs.pytorch.org/docs/stable/notes/cuda.html */
const ALLOCATES_PLAINLY = /^((expandable_segments|max_split_size_mb|garbage_collection_threshold|pinned_\w+):[\w.]+,?)*$/i;

/** Variables of all servers, by their beginnings; those whose value changes nothing are about other things. */
const OF_ALL: readonly (readonly [beginning: RegExp, use: FlagUse, changesNothing?: RegExp])[] = [
  [/^(CUDA|HIP|ROCR|ONEAPI|GGML_VK)_VISIBLE_DEVICES$/, UNREAD],
  [/^(GGML_CUDA_ENABLE_UNIFIED_MEMORY|CUDA_MPS_PINNED_DEVICE_MEM_LIMIT|CUDA_DEVICE_MEMORY_LIMIT)/, UNREAD],
  [/^PYTORCH_((CUDA|HIP)_)?ALLOC_CONF$/, GROWS, ALLOCATES_PLAINLY],
  [/^PYTORCH_NO_(CUDA|HIP)_MEMORY_CACHING$/, GROWS],
  [/^CUDA_MODULE_LOADING$/, GROWS, /^lazy$/i],
  [/^(CUBLAS|CUBLASLT|HIPBLAS|HIPBLASLT|ROCBLAS)_(WORKSPACE|DEVICE_MEMORY)/, GROWS, /^:(16|4096):8$/],
  [/^NCCL_(BUFFSIZE|(MIN|MAX)_(NCHANNELS|CTAS|P2P_NCHANNELS)|LL128?_BUFFSIZE|NCHANNELS_PER_NET_PEER)$/, GROWS],
  [/^NVSHMEM_(SYMMETRIC_SIZE|MAX_\w+)$/, GROWS],
  [/^FLASHINFER_WORKSPACE/, GROWS],
  [/^VLLM_KV_CACHE_LAYOUT$/, GROWS, /^(NHD|HND|L\w+)$/i], // layers of several sizes lie in blocks of another size where blocks come first
  [/^GGML_(?!CUDA_(DISABLE_GRAPHS|NO_PINNED|P2P)$|LOG|N_THREADS|OP_OFFLOAD|METAL)/, GROWS],
];

/** Variables of one server, by their beginnings, and those of them that are about other things: each of the rest is named until somebody has looked at it. */
const OF_SERVERS: readonly (readonly [beginning: RegExp, quiet: RegExp])[] = [
  [/^VLLM_(?!CPU_KVCACHE_SPACE$|PP_LAYER_PARTITION$|MLA_DISABLE$|DP_SIZE$|USE_V1$|ALL2ALL_BACKEND$|ALLOW_CHUNKED_LOCAL_)/, new RegExp(`^VLLM_(${[
    '(ALLOW|SKIP|DISABLE)_(?!.*(FUSION|STREAM))', 'ALLREDUCE_USE_', 'API_KEY', 'ASSETS_', 'ATTENTION_BACKEND$', 'BEAM_', 'BUILD_', 'CACHE_', 'CHAT_',
    'COMPILE_',
    'COMPUTE_NANS', 'CONFIG', 'CPU_(OMP|NUM)_', 'CUDA_COMPAT', 'CUDART_', 'CUSTOM_SCOPES', 'DEBUG_', 'DO_NOT', 'DOCKER_',
    'DP_(RANK|MASTER)', 'EC_SIDE', 'ELASTIC_EP', 'ENABLE_(COHERE|CUDA_COMPAT|CUDAGRAPH_GC|INDUCTOR|PREGRAD|RESPONSES|V1_MULTI)', 'ENFORCE_',
    'ENGINE_', 'EXECUTE_', 'FLASH_ATTN_VERSION$', 'FLASHINFER_(AUTOTUNE|ALLREDUCE_BACKEND)', 'FLOAT32_', 'FORCE_AOT', 'GC_', 'GPT_OSS_',
    'GPU_(NIC|SYNC)',
    'HAS_', 'HOST_IP', 'HTTP_', 'IMAGE_', 'KEEP_', 'KV_EVENTS', 'LOG', 'LOOPBACK', 'LORA_(RESOLVER|DISABLE_PDL)', 'MAIN_',
    'MARLIN_USE_', 'MAX_(N_|AUDIO|BAD|COMPLETION|EMBED|IMAGE|MEDIA|NUM_BAD|STOP)', '(AUDIO|VIDEO|IMAGE)_', 'MEDIA_', 'MM_INPUT_CACHE',
    'MODEL_REDIRECT', 'MOE_USE_DEEP', 'DEEP_GEMM_WARMUP',
    'MOONCAKE_(ABORT|BOOTSTRAP|CONNECTOR|LOAD|STORE)', 'MQ_', 'MSGPACK', 'NCCL_(SO|INCLUDE)', 'NIC_', 'NIXL_', 'NO_USAGE', 'NVTX', 'OBJECT_', 'P2P_',
    'PATTERN', 'PLUGINS$', 'PORT$', 'PROCESS_NAME', 'RAISE_', 'RANDOMIZE', 'RAY_', 'REGEX', 'REQUEST_BODY', 'RINGBUFFER', 'ROCM_(USE_|QUICK_)',
    'RPC_',
    'SERVER_DEV', 'SSM_CONV', 'SYSTEM_', 'TARGET', 'TOOL_', 'TORCH_PROFILER', 'TRACE', 'TRITON_', 'TUNED', 'USAGE',
    'USE_(AOT|BYTECODE|DEEP_GEMM|EXPERIMENTAL|FASTOKENS|FLASHINFER_(SAMPLER|MOE)|LAYERNAME|MODELSCOPE|PRECOMPILED|RUST|SPINLOOP|STANDALONE|TRITON|TRTLLM|V1$)',
    'V1_(USE|OUTPUT)',
    'VIDEO', 'WORKER_', 'WSL2', 'XGRAMMAR', 'XLA_',
  ].join('|')})`)],
  [/^(SGLANG|SGL)_/, new RegExp(`^(SGLANG|SGL)_(${[
    '(\\w+_)?LOG(GING)?(_|$)', '\\w*(TIMEOUT|TRACE|METRICS|HEALTH|WARMUP|PROFILE|COREDUMP|PICKLE|ZMQ|OTLP|NUMA|AFFINITY)\\w*', 'TEST_', 'IS_IN_CI',
    '(\\w+_)?PORT$',
    '\\w*CACHE_DIR$', 'USE_MODELSCOPE$', 'ALLOW_OVERWRITE', 'API_KEY', 'HOST', 'GRAMMAR', 'DISABLE_OUTLINES', 'RETRACT', 'INIT_NEW', 'MIN_NEW',
    'NEW_TOKEN', 'CLIP_MAX',
    'MAX_(THINK|NEW_TOKENS)', 'DEFAULT_THINKING', 'PATCH_TOKENIZER', 'ENABLE_JIT_DEEPGEMM$', 'JIT_', 'DG_', 'USE_AITER', 'ROCM_(?!OPT)', 'SKIP_SGL',
    'EXPOSE', 'FORCE_SHUTDOWN', 'PLATFORM$', 'DISAGGREGATION_(BOOTSTRAP|HEARTBEAT|WAITING|THREAD|QUEUE)', 'TOOL_', 'USAGE', 'VERSION',
  ].join('|')})`)],
  [
    /^OLLAMA_(?!CONTEXT_LENGTH|NUM_PARALLEL|KV_CACHE_TYPE|FLASH_ATTENTION|GPU_OVERHEAD|LLM_LIBRARY)/,
    /^OLLAMA_(HOST|MODELS|KEEP_ALIVE|LOAD_TIMEOUT|MAX_LOADED_MODELS|MAX_QUEUE|MULTIUSER_CACHE|SCHED_SPREAD|NO_CLOUD|NOHISTORY|NOPRUNE|ORIGINS|DEBUG|REMOTES|AUTH|EDITOR|USE_AUTH)/,
  ],
  [/^LMDEPLOY_/, /^LMDEPLOY_(USE_|LOG|DP_MASTER|RAY|EXECUTOR|\w*TIMEOUT|\w*TRACE)/],
  [/^(TRTLLM|TLLM)_/, /^(TRTLLM|TLLM)_(NO_USAGE_STATS$|\w*LOG|\w*TIMEOUT|\w*TRACE|\w*PROFILE|ENABLE_PDL|USE_UCX|\w*CACHE_DIR|NVTX)/],
];

/** Uses that were found, by the names of variables: the same come with every model. */
const FOUND = new Map<string, { readonly use: FlagUse; readonly changesNothing?: RegExp } | undefined>();

/** What a variable says of the memory that is no flag of a server; undefined for one that is, and for one that is about other things. */
export function useOfVariable(name: string, value: string): FlagUse | undefined {
  if (!FOUND.has(name)) FOUND.set(name, found(name));
  const one = FOUND.get(name);
  return one?.changesNothing?.test(value) ? undefined : one?.use;
}

function found(name: string): { readonly use: FlagUse; readonly changesNothing?: RegExp } | undefined {
  const row = OF_ALL.find(([beginning]) => beginning.test(name));
  if (row) return { use: row[1], changesNothing: row[2] };
  return OF_SERVERS.some(([beginning, quiet]) => beginning.test(name) && !quiet.test(name)) ? { use: GROWS } : undefined;
}
