import { ServingEngine } from '../engines/serving-engine';
import type { PlanRequest } from '../fit/memory-plan';
import { canonicalFlag, parseFlags, valuesOf } from '../flags/flags';
import { GIB } from '../ground/bytes';
import { asObject, Json } from '../ground/objects';

/** What arguments say of the memory. */
export interface MemoryFlags extends Partial<Omit<PlanRequest, 'architecture' | 'engine' | 'version' | 'device' | 'count'>> {
  /** A method by which weights are quantized while they are loaded. */
  readonly quantization?: string;
  /** Sequences that share the longest context, where the server divides it among them. */
  readonly slots?: number;
}

/** Members of a plan's request that are numbers, and the flags that say them. */
type Numbers = { readonly [member in 'tensorParallel' | 'pipelineParallel' | 'dataParallel' | 'contextParallel' | 'blockSize' | 'utilization' | 'cacheBytes' | 'maxSequences' | 'maxBatchedTokens' | 'maxModelLen' | 'slots' | 'offloadedGib' | 'cacheGib']?: string };

/** How one engine says what decides its memory. */
interface Spelling {
  readonly numbers: Numbers;
  readonly words: { readonly [member in 'dataType' | 'cacheType' | 'quantization']?: string };
  readonly switches: { readonly [member in 'expertParallel' | 'eager']?: string };
  /** Flags, by their beginnings, with which nobody can say how much memory it takes. */
  readonly unknown: readonly string[];
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
  },
  words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantization' },
  switches: { expertParallel: '--enable-expert-parallel', eager: '--enforce-eager' },
  unknown: ['--hf-overrides', '--hf-config-path', '--config', '--offload-', '--kv-cache-dtype-skip-layers', '--quantization-config', '--num-gpu-blocks-override', '--nnodes', '--prefill-context-parallel-size', '--enable-sleep-mode', '--headless'],
};

/** By the name of the engine; those that are not here have no plan at synth. */
const SPELLINGS: { readonly [engine: string]: Spelling } = {
  'vllm': VLLM,
  'sglang': {
    numbers: {
      tensorParallel: '--tp-size',
      pipelineParallel: '--pp-size',
      dataParallel: '--dp-size',
      utilization: '--mem-fraction-static',
      maxModelLen: '--context-length',
      maxSequences: '--max-running-requests',
      maxBatchedTokens: '--chunked-prefill-size',
      offloadedGib: '--cpu-offload-gb',
      blockSize: '--page-size',
    },
    words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantization' },
    switches: { eager: '--disable-cuda-graph' },
    unknown: ['--json-model-override-args', '--torchao-config', '--offload-', '--nnodes', '--max-total-tokens', '--enable-dp-attention', '--ep-size', '--moe-', '--dcp-size', '--attn-cp-size', '--ple-offload', '--config'],
  },
  'llama-cpp': {
    numbers: { maxModelLen: '--ctx-size', slots: '--parallel', maxBatchedTokens: '--ubatch-size' },
    words: { cacheType: '--cache-type-k' },
    switches: {},
    unknown: ['--cpu-moe', '--n-cpu-moe', '--override-tensor', '--fit', '--tensor-split', '--split-mode', '--no-kv-offload', '--models-'],
  },
  'text-generation-inference': {
    numbers: { tensorParallel: '--num-shard', utilization: '--cuda-memory-fraction', maxModelLen: '--max-total-tokens', maxBatchedTokens: '--max-batch-prefill-tokens' },
    words: { dataType: '--dtype', cacheType: '--kv-cache-dtype', quantization: '--quantize' },
    switches: {},
    unknown: ['--rope-scaling'],
  },
  'lmdeploy': {
    numbers: { tensorParallel: '--tp', utilization: '--cache-max-entry-count', maxModelLen: '--session-len', maxSequences: '--max-batch-size', blockSize: '--cache-block-seq-len' },
    words: { dataType: '--dtype', cacheType: '--quant-policy' },
    switches: { eager: '--eager-mode' },
    unknown: ['--dp', '--ep', '--nnodes', '--hf-overrides'],
  },
  'text-embeddings-inference': { numbers: { maxBatchedTokens: '--max-batch-tokens' }, words: { dataType: '--dtype' }, switches: {}, unknown: [] },
};

/** What the arguments and variables of a server say of its memory; undefined for an engine, or with a setting, of which nobody can say it. */
export function memoryFlags(
  engine: ServingEngine, args: readonly string[], env: { readonly [name: string]: string | undefined },
): MemoryFlags | undefined {
  const spelling = Object.hasOwn(SPELLINGS, engine.name) ? SPELLINGS[engine.name] : undefined;
  if (spelling === undefined) return undefined;
  const told = new Map(parseFlags(args).map(({ flag, words }) => [canonicalFlag(flag, engine._facts.flagAliases), valuesOf(words)]));
  if ([...told].some(([flag, values]) => spelling.unknown.some(beginning => flag.startsWith(beginning)) || values.some(value => value.includes('$(')))) return undefined;
  const valueOf = (name: string) => (name.startsWith('-') ? told.get(name)?.[0] : env[name]);
  const found: { [member: string]: number | string | boolean | undefined } = {};
  for (const [member, name] of Object.entries(spelling.numbers)) found[member] = numberOf(valueOf(name));
  for (const [member, name] of Object.entries(spelling.words)) found[member] = valueOf(name);
  for (const [member, name] of Object.entries(spelling.switches)) found[member] = told.has(name);
  if (engine.name === 'llama-cpp' && layersElsewhere(valueOf('--n-gpu-layers'))) return undefined;
  const { offloadedGib, cacheGib, ...rest } = found;
  return {
    ...rest,
    ...(typeof offloadedGib === 'number' && { offloadedBytes: offloadedGib * GIB }),
    ...(typeof cacheGib === 'number' && { cacheBytes: cacheGib * GIB }),
    ...(told.has('--enable-lora') || told.has('--lora-modules') ? { adapters: { count: numberOf(valueOf('--max-loras')) ?? 1, rank: numberOf(valueOf('--max-lora-rank')) ?? 16 } } : {}),
    ...drafting(valueOf('--speculative-config')),
  };
}

/** Some layers stay in the memory of the host. */
function layersElsewhere(layers: string | undefined): boolean {
  return layers !== undefined && !['all', 'auto'].includes(layers) && Number(layers) < 999;
}

/** A number as servers take it: `32k` is 32,000, `32K` is 32,768; undefined for words, which leave it to the server. */
function numberOf(value: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([kKmMgG]?)$/.exec(value ?? '') ?? [];
  if (digits === undefined || Number(digits) === 0) return undefined;
  const factors: { readonly [unit: string]: number } = { '': 1, 'k': 1e3, 'm': 1e6, 'g': 1e9, 'K': 1024, 'M': 1024 ** 2, 'G': GIB };
  return Number(digits) * factors[unit];
}

/** Layers of the checkpoint itself that draft tokens. */
function drafting(config: string | undefined): Pick<PlanRequest, 'draft'> {
  if (config === undefined) return {};
  try {
    const method = asObject(JSON.parse(config) as Json)?.method;
    return typeof method === 'string' && /mtp|nextn/.test(method) ? { draft: 'own' } : {};
  } catch {
    return {};
  }
}
