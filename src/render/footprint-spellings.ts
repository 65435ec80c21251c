/** Numbers of a plan's request, as flags say them; those with other units are turned into it. */
export type NumberMember = 'tensorParallel' | 'pipelineParallel' | 'dataParallel' | 'contextParallel' | 'expertRanks' | 'blockSize' | 'utilization' | 'cacheBytes' | 'maxSequences'
  | 'maxBatchedTokens' | 'maxModelLen' | 'slots' | 'offloadedGib' | 'cacheGib' | 'deviceLayers' | 'adapterCount' | 'adapterRank' | 'hostRatio' | 'hostSize';

/** Words of it. */
export type WordMember = 'dataType' | 'cacheType' | 'quantization' | 'speculation' | 'draftModel' | 'projector' | 'modelFile' | 'towers' | 'pace';

/** Switches of it. */
export type SwitchMember = 'expertParallel' | 'eager' | 'hasAdapters' | 'wholePrompts' | 'fullContext' | 'hasHostCache';

/** What a flag says of the memory. */
export type FlagUse =
  | { readonly kind: 'number'; readonly member: NumberMember }
  | { readonly kind: 'word'; readonly member: WordMember }
  | { readonly kind: 'switch'; readonly member: SwitchMember }
  /** With it nobody can say how much memory the server takes; or how much it takes beside what is counted. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'beside' };

/**
 * How one engine says what decides its memory: by flags, and where a name has no dash at its beginning, by variables. A name with `=` behind it stands for
 * one value of the flag, and no other.
 */
export interface Spelling {
  readonly numbers: { readonly [member in NumberMember]?: string };
  readonly words: { readonly [member in WordMember]?: string };
  readonly switches: { readonly [member in SwitchMember]?: readonly string[] };
  /** Flags, by their beginnings, with which nobody can say how much memory it takes. */
  readonly unread: readonly string[];
  /** Flags, by their beginnings, that load something beside the model. */
  readonly beside: readonly string[];
  /** Each of the sequences at once has the whole context, which is not divided among them. */
  readonly slotsHaveAll?: boolean;
  /** Every flag has a variable of its name, in capitals. */
  readonly namesVariables?: boolean;
  /** Other spellings of flags, that nothing else here needs to know. */
  readonly others?: { readonly [spelling: string]: string };
  /** Adapters at once where no flag says it. */
  readonly adapters?: number;
  /** The rank of adapters where no flag says it; not known when not said. */
  readonly rank?: number;
}

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
  },
  words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantization', speculation: '--speculative-config', towers: '--mm-encoder-tp-mode', pace: '--performance-mode' },
  switches: { expertParallel: ['--enable-expert-parallel'], eager: ['--enforce-eager'], hasAdapters: ['--enable-lora', '--lora-modules'], wholePrompts: ['--no-enable-chunked-prefill', '--enable-chunked-prefill=false'] },
  unread: ['--hf-overrides', '--hf-config-path', '--config', '--offload-', '--kv-cache-dtype-skip-layers', '--quantization-config', '--additional-config', 'QUANT_CONFIG', '--num-gpu-blocks-override', '--nnodes', '--prefill-context-parallel-size', '--enable-sleep-mode', '--headless', '--disable-hybrid-kv-cache-manager', '--mamba-'],
  beside: [],
  adapters: 1,
  rank: 16,
};

/** Variables that say what the flags of llama.cpp say that are not read. */
const LLAMA_CPP_VARIABLES = [
  'CPU_MOE', 'N_CPU_MOE', 'N_CPU_FFN', 'OVERRIDE_TENSOR', 'FIT', 'TENSOR_SPLIT', 'SPLIT_MODE', 'NO_KV_OFFLOAD', 'KV_OFFLOAD=0', 'KV_OFFLOAD=false', 'KV_OFFLOAD=off', 'DEVICE',
  'FLASH_ATTN=off', 'FLASH_ATTN=0', 'SWA_FULL', 'MODELS_',
].map(name => `LLAMA_ARG_${name}`);

/** By the name of the engine; those that are not here have no plan at synth. */
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
    },
    words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantization', speculation: '--speculative-algorithm', draftModel: '--speculative-draft-model-path' },
    switches: { eager: ['--disable-cuda-graph'], hasAdapters: ['--enable-lora', '--lora-paths'], wholePrompts: ['--chunked-prefill-size=-1'], hasHostCache: ['--enable-hierarchical-cache', '--enable-hicache'] },
    unread: ['--json-model-override-args', '--torchao-config', '--offload-', '--nnodes', '--max-total-tokens', '--enable-dp-attention', '--moe-', '--dcp-size', '--attn-cp-size', '--ple-offload', '--config', '--swa-full-tokens-ratio', '--mamba-', '--max-mamba-cache-size', '--disable-hybrid-swa-memory', '--enable-unified-memory'],
    beside: [],
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
    unread: ['--cp-size', '--backend', '--metadata-server-config-file', '--disagg'],
    beside: [],
  },
  'llama-cpp': {
    numbers: { maxModelLen: '--ctx-size', slots: '--parallel', maxBatchedTokens: '--ubatch-size', deviceLayers: '--n-gpu-layers' },
    others: { '-ub': '--ubatch-size', 'LLAMA_ARG_UBATCH': '--ubatch-size' },
    words: { cacheType: '--cache-type-k', projector: '--mmproj', modelFile: '--model' },
    switches: { fullContext: ['--ctx-size=0'] },
    unread: [
      '--cpu-moe', '-cmoe', '--n-cpu-moe', '-ncmoe', '--n-cpu-ffn', '-ncffn', '--override-tensor', '-ot', '--fit', '-fit', '--tensor-split', '-ts', '--split-mode', '-sm', '--no-kv-offload', '-nkvo',
      '--device', '-dev', '--flash-attn=off', '-fa=off', '--flash-attn=0', '-fa=0', '--swa-full', '--models-', ...LLAMA_CPP_VARIABLES,
    ],
    beside: ['--model-draft', '--hf-repo-draft', '-hfd', '-hfrd', '--spec-draft', '--lora', '--mmproj-url', '-mmu', 'LLAMA_ARG_MMPROJ_URL'],
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
    unread: ['--rope-scaling'],
    beside: ['--lora-adapters'],
    namesVariables: true,
  },
  'lmdeploy': {
    numbers: { tensorParallel: '--tp', utilization: '--cache-max-entry-count', maxModelLen: '--session-len', maxSequences: '--max-batch-size', blockSize: '--cache-block-seq-len' },
    words: { dataType: '--dtype', cacheType: '--quant-policy', speculation: '--speculative-algorithm', draftModel: '--speculative-draft-model' },
    switches: { eager: ['--eager-mode'] },
    unread: ['--dp', '--ep', '--nnodes', '--hf-overrides'],
    beside: ['--adapters'],
  },
  'text-embeddings-inference': { numbers: { maxBatchedTokens: '--max-batch-tokens' }, words: { dataType: '--dtype' }, switches: {}, unread: [], beside: [], namesVariables: true },
};

/** What each flag of an engine was found to say: the same flags come with every model. */
const USES = new WeakMap<Spelling, Map<string, FlagUse | undefined>>();

/** What a flag says of the memory of an engine, by its canonical name; undefined for one that is about other things. */
export function useOf(spelling: Spelling, flag: string, value?: string): FlagUse | undefined {
  const uses = USES.get(spelling) ?? newUses(spelling);
  const ofValue = uses.get(`${flag}=${value?.toLowerCase()}`);
  if (ofValue !== undefined) return ofValue;
  if (!uses.has(flag)) {
    const begins = (beginning: string) => flag.startsWith(beginning);
    uses.set(flag, spelling.unread.some(begins) ? { kind: 'unread' } : spelling.beside.some(begins) ? { kind: 'beside' } : undefined);
  }
  return uses.get(flag);
}

function newUses(spelling: Spelling): Map<string, FlagUse | undefined> {
  const uses = new Map<string, FlagUse | undefined>();
  for (const [member, flag] of Object.entries(spelling.numbers)) uses.set(flag, { kind: 'number', member: member as NumberMember });
  for (const [member, flag] of Object.entries(spelling.words)) uses.set(flag, { kind: 'word', member: member as WordMember });
  for (const [member, flags] of Object.entries(spelling.switches)) for (const flag of flags) uses.set(flag, { kind: 'switch', member: member as SwitchMember });
  for (const entry of spelling.unread) if (entry.includes('=')) uses.set(entry, { kind: 'unread' });
  USES.set(spelling, uses);
  return uses;
}
