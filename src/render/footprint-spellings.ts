import { SGLANG } from './footprint-sglang';
import { FlagUse, NumberMember, graphsUpTo, Spelling, SwitchMember, upTo, WordMember } from './footprint-spelling';
import { VLLM } from './footprint-vllm';

/** By the name of the engine; those that are not here have no plan at synth. What variables say that are no flags is in `footprint-variables.ts`. */
export const SPELLINGS: { readonly [engine: string]: Spelling } = {
  'vllm': VLLM,
  'sglang': SGLANG,
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
    unread: [
      '--cp-size', '--backend', '--metadata-server-config-file', '--disagg', '--enable-attention-dp', '--moe-cluster-parallel-size',
      '--custom-module-dirs',
    ],
    beside: [],
    grows: ['--max-beam-width', '--media-io-kwargs'],
    harmless: { '--max-beam-width': value => value === '1' },
  },
  'llama-cpp': {
    numbers: { maxModelLen: '--ctx-size', slots: '--parallel', maxBatchedTokens: '--ubatch-size', deviceLayers: '--n-gpu-layers' },
    others: {
      '-ub': '--ubatch-size', '--ubatch': '--ubatch-size', '-ctv': '--cache-type-v', '--n-parallel': '--parallel', '-fa': '--flash-attn',
    },
    words: { cacheType: '--cache-type-k', valueType: '--cache-type-v', projector: '--mmproj', modelFile: '--model' },
    switches: {
      fullContext: ['--ctx-size=0'],
      flashAttention: ['--flash-attn=on', '--flash-attn=1', '--flash-attn=true', '--flash-attn=undefined'],
      noFlash: ['--flash-attn=off', '--flash-attn=0', '--flash-attn=false'],
    },
    unread: [
      '--cpu-moe', '-cmoe', '--n-cpu-moe', '-ncmoe', '--n-cpu-ffn', '-ncffn', '--override-tensor', '-ot', '--fit', '-fit', '--tensor-split', '-ts',
      '--split-mode', '-sm', '--no-kv-offload', '-nkvo', '--kv-offload=0', '--kv-offload=false', '--kv-offload=off', '--device', '-dev',
      '--swa-full', '--models-', '--rpc', '--override-kv', '--fim-', '--gpt-oss-', '--kv-unified-per-slot',
      '--vision-gemma-', '--embd-gemma-', '--hf-repo!', '--hf-file!', '--model-url', '--docker-repo',
    ],
    beside: [
      '--model-draft', '--hf-repo-draft', '-hfd', '-hfrd', '--spec-draft', '--lora', '--mmproj-url', '-mmu', '--model-vocoder', '-mv', '--hf-repo-v',
      '-hfv',
    ],
    grows: ['--spec-type', '--spec-default', '--image-max-tokens', '--image-min-tokens', '--mtmd-batch-max-tokens', '--backend-sampling', '-bs!'],
    harmless: { '--spec-type': value => /^(none|ngram)/.test(value) },
    variables: 'LLAMA_ARG_',
  },
  'ollama': {
    numbers: { maxModelLen: 'OLLAMA_CONTEXT_LENGTH', slots: 'OLLAMA_NUM_PARALLEL' },
    words: { cacheType: 'OLLAMA_KV_CACHE_TYPE', projector: 'PROJECTOR', modelFile: '' },
    switches: {
      flashAttention: ['OLLAMA_FLASH_ATTENTION'],
      noFlash: ['OLLAMA_FLASH_ATTENTION=0', 'OLLAMA_FLASH_ATTENTION=f', 'OLLAMA_FLASH_ATTENTION=false'],
    },
    unread: ['OLLAMA_GPU_OVERHEAD', 'OLLAMA_LLM_LIBRARY', 'LLAMA_ARG_'],
    beside: [],
    slotsHaveAll: true,
  },
  'text-generation-inference': {
    numbers: {
      tensorParallel: '--num-shard',
      utilization: '--cuda-memory-fraction',
      maxModelLen: '--max-total-tokens',
      maxBatchedTokens: '--max-batch-prefill-tokens',
      atOnce: '--max-concurrent-requests',
    },
    words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantize' },
    switches: {},
    unread: ['--rope-scaling', '--rope-factor', '--max-batch-total-tokens', '--disable-custom-kernels', '--tgi-wiggle-room'],
    beside: ['--lora-adapters'],
    grows: ['--cuda-graphs', '--speculate', '--request-logprobs'],
    harmless: { '--request-logprobs': value => !/^(1|true)$/i.test(value), '--cuda-graphs': graphsUpTo(32, 12) },
    variables: '',
  },
  'lmdeploy': {
    numbers: {
      tensorParallel: '--tp',
      utilization: '--cache-max-entry-count',
      maxModelLen: '--session-len',
      maxSequences: '--max-batch-size',
      blockSize: '--cache-block-seq-len',
      maxBatchedTokens: '--max-prefill-token-num',
    },
    words: { dataType: '--dtype', cacheType: '--quant-policy', speculation: '--speculative-algorithm', draftModel: '--speculative-draft-model' },
    switches: { eager: ['--eager-mode'], onPyTorch: ['--backend=pytorch'] },
    unread: ['--dp', '--cp', '--ep', '--nnodes', '--hf-overrides', '--num-gpu-blocks', '--prefix-cache-', '--dllm-', '--role'],
    beside: ['--adapters'],
    grows: [
      '--vision-max-batch-size', '--enable-eplb', '--enable-microbatch', '--cudagraph-capture-batch-sizes', '--piecewise-cudagraph-max-tokens',
      '--rope-scaling-factor', '--kv-transfer-config', '--num-tokens-per-iter', '--enable-return-routed-experts', '--moe-a2a-backend',
    ],
    harmless: { '--num-tokens-per-iter': upTo(8192), '--vision-max-batch-size': value => value === '1', '--rope-scaling-factor': value => Number(value) === 0 },
  },
  'text-embeddings-inference': {
    numbers: { maxBatchedTokens: '--max-batch-tokens' },
    words: { dataType: '--dtype', pooling: '--pooling' },
    switches: { flashAttention: ['--use-flash-attention=true', '--use-flash-attention=1'] }, // a variable: USE_FLASH_ATTENTION
    unread: ['--use-flash-attention=false', '--use-flash-attention=0'],
    beside: [],
    variables: '',
  },
};

/** What each flag of an engine was found to say: the same flags come with every model. */
const USES = new WeakMap<Spelling, Map<string, FlagUse | undefined>>();

/** What a flag says of the memory of an engine, by its canonical name; undefined for one that is about other things, and for a value that changes nothing. */
export function useOf(spelling: Spelling, flag: string, value?: string): FlagUse | undefined {
  const uses = USES.get(spelling) ?? newUses(spelling);
  const ofValue = uses.get(`${flag}=${value?.toLowerCase()}`);
  if (ofValue !== undefined) return ofValue;
  const isHarmless = Object.entries(spelling.harmless ?? {})
    .some(([beginning, harmless]) => flag.startsWith(beginning) && harmless(`${flag.slice(beginning.length)} ${value ?? ''}`.trim()));
  const said = useOfName(spelling, flag);
  if (isHarmless) return isNamed(spelling.keeps, flag) ? { kind: 'keeps' } : said?.kind === 'word' ? said : undefined;
  return said?.kind === 'word' && isNamed(spelling.grows, flag) ? { kind: 'grows' } : said;
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
const isNamed = (names: readonly string[] = [], flag: string): boolean => names.some(name => (name.endsWith('!')
  ? flag === name.slice(0, -1)
  : flag.startsWith(name)));

function newUses(spelling: Spelling): Map<string, FlagUse | undefined> {
  const uses = new Map<string, FlagUse | undefined>();
  for (const [member, flag] of Object.entries(spelling.numbers)) uses.set(flag, { kind: 'number', member: member as NumberMember });
  for (const [member, flag] of Object.entries(spelling.words)) uses.set(flag, { kind: 'word', member: member as WordMember });
  for (const [member, flags] of Object.entries(spelling.switches)) for (const flag of flags) uses.set(flag, { kind: 'switch', member: member as SwitchMember });
  for (const entry of spelling.unread) if (entry.includes('=')) uses.set(entry, { kind: 'unread' });
  USES.set(spelling, uses);
  return uses;
}
