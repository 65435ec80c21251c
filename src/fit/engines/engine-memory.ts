import { isAtLeast } from '../../facts/versions';

/** What a server takes of each device beside weights and cache, in bytes, and where that is from. */
export interface EngineMemory {
  /** The share of a device that it takes where nobody says it. */
  readonly share: number;
  /** The part of its share that it takes for weights and cache: the rest is left free. At least, and at most. */
  readonly ofShare?: { readonly least: number; readonly most: number };
  /** What the share is of: all of the device, or what weights leave free, which is then for the cache alone. */
  readonly of: 'device' | 'free';
  /** CUDA context, kernels and, with several devices, buffers for messages. */
  readonly runtime: Range;
  readonly several: Range;
  /** Captured graphs; whether they count against the share. */
  readonly graphs: Range;
  readonly graphsInside: boolean;
  /** Whether activations count against the share. */
  readonly activationsInside: boolean;
  /** The share is of what context and buffers leave. */
  readonly runtimeBefore?: boolean;
  /** It takes all of its share for the cache when it starts: what stands beside it has to have room in the rest. */
  readonly takesAll?: boolean;
  /** The most that it was seen to take above its share after it has sized the cache: on one device, and on each of several that divide experts. */
  readonly afterwards?: { readonly one: number; readonly experts: number };
  /** It estimates graphs before it captures them, and takes the estimate off the cache. */
  readonly estimatesGraphs?: boolean;
  /** Tokens that one step computes where nobody says it. */
  readonly batchedTokens: number;
  /** What its processes take of the memory of a host, as those of vLLM when not said. */
  readonly processes?: Range;
  /** Bytes of each word of a sequence that a step chooses the next one by; 10 when not said. */
  readonly scoreBytes?: number;
  /** Sequences at once where nobody says it. */
  readonly sequences: number;
  readonly source: string;
}

/** A number with what it may be at least and at most. */
export interface Range {
  readonly least: number;
  readonly likely: number;
  readonly most: number;
}

const GIB = 1024 ** 3;
const range = (least: number, likely: number, most: number): Range => ({ least: least * GIB, likely: likely * GIB, most: most * GIB });
const NOTHING = range(0, 0, 0);

/** Resident memory of vLLM 0.32.0 on a CPU: Python, PyTorch, and a process for each of its parts. */
export const PYTHON_PROCESSES: Range = range(2.5, 3.8, 5);

/** Nothing is known to be taken. */
export const NO_MEMORY: Range = NOTHING;

/** What holds from a version on. */
interface Row extends EngineMemory {
  readonly since: string;
}

const KAITO = 'https://github.com/kaito-project/kaito presets/workspace/generator/model-sku-calculation.md, measured on vLLM 0.10.1';
const LOGS = 'logs that people published: https://github.com/vllm-project/vllm/pull/10511, pull/14447, pull/39559';

const VLLM_BASE: EngineMemory = {
  share: 0.9,
  of: 'device',
  runtime: range(0.05, 0.6, 1.8),
  several: range(0.1, 0.7, 1.8),
  graphs: range(0.1, 0.7, 1.5),
  graphsInside: false,
  activationsInside: true,
  batchedTokens: 2048,
  sequences: 256,
  takesAll: true,
  source: LOGS,
};

/** Ended in the capture with 0.45 GiB beside its share (issues/57475), and with 1.57 on each of 8 devices with gpt-oss-120b (pull/51590). */
const AFTERWARDS = { one: 0.6 * GIB, experts: 1.7 * GIB };

/** Constants of vLLM by version: what is profiled, and what counts against the share, has moved. */
const VLLM: readonly Row[] = [
  { ...VLLM_BASE, since: '0.0.0' },
  // It sorts all scores while it profiles, until a kernel of its own does without. vllm/v1/sample/ops/topk_topp_sampler.py; gpt-oss-120b: issues/27508
  // Afterwards: ended in the capture with 2.1 GiB beside its share with gpt-oss-120b (issues/33155), and perhaps with 2.2 on each of 4 devices with
  // Qwen3 30B A3B (issues/17469): as much as newer versions, beside graphs.
  {
    ...VLLM_BASE,
    since: '0.8.0',
    runtime: range(0.05, 0.6, 1.2),
    scoreBytes: 20,
    afterwards: AFTERWARDS,
    source: `${LOGS}; ${KAITO}`,
  },
  // From here on graphs are estimated while it profiles, and taken off the share. vllm/envs.py VLLM_MEMORY_PROFILER_ESTIMATE_CUDAGRAPHS
  {
    ...VLLM_BASE,
    since: '0.20.0',
    share: 0.92,
    runtime: range(0.05, 0.4, 0.9),
    several: range(0.1, 0.5, 1.2),
    graphsInside: true,
    estimatesGraphs: true,
    afterwards: AFTERWARDS,
    source: `${LOGS}; vllm/v1/worker/gpu_worker.py of 0.32.0`,
  },
];

/** SGLang's share is of weights and cache; the rest of the device is for all else. https://docs.sglang.ai/advanced_features/hyperparameter_tuning.html */
const SGLANG: readonly Row[] = [{
  since: '0.0.0',
  share: 0.85,
  of: 'device',
  runtime: range(0.3, 0.8, 1.5),
  several: range(0.2, 0.8, 2),
  graphs: range(0.3, 1.2, 2),
  graphsInside: false,
  activationsInside: false,
  batchedTokens: 8192,
  sequences: 256,
  source: 'https://docs.sglang.ai/advanced_features/hyperparameter_tuning.html: 5 to 8 GB are left beside the share',
}];

const TGI_BASE: EngineMemory = {
  ...SGLANG[0],
  share: 1,
  batchedTokens: 4096,
  activationsInside: true,
  source: 'https://github.com/huggingface/text-generation-inference server/text_generation_server/models/flash_causal_lm.py (warmup)',
};

/** TGI leaves a part of its share free (TGI_WIGGLE_ROOM): first a part of what its warm-up leaves, then a part of the device. Graphs come after the cache. */
const TGI: readonly Row[] = [
  { ...TGI_BASE, since: '0.0.0', ofShare: { least: 0.95, most: 1 } },
  { ...TGI_BASE, since: '3.0.0', ofShare: { least: 0.9, most: 0.95 } },
];

const ROWS: { readonly [engine: string]: readonly Row[] } = {
  'vllm': VLLM,
  'kserve-huggingface': VLLM,
  'matrixinfer-runtime': VLLM,
  'sglang': [{ ...SGLANG[0], runtimeBefore: true, takesAll: true }],
  'tensorrt-llm': [{
    ...SGLANG[0],
    share: 0.9,
    of: 'free',
    activationsInside: true,
    graphsInside: true,
    sequences: 2048,
    source: 'https://nvidia.github.io/TensorRT-LLM free_gpu_memory_fraction: 0.9 of what is free',
  }],
  // What computes comes after the cache; the PyTorch engine captures graphs, TurboMind does not. https://github.com/InternLM/lmdeploy
  // lmdeploy/pytorch/engine/executor/base.py
  'lmdeploy': [{
    ...SGLANG[0],
    share: 0.8,
    of: 'free',
    runtimeBefore: true,
    takesAll: true,
    graphs: range(0, 0.3, 1.5),
    source: 'https://lmdeploy.readthedocs.io cache_max_entry_count: 0.8 of what weights leave free',
  }],
  'text-generation-inference': TGI,
  'text-embeddings-inference': [{
    ...SGLANG[0],
    share: 1,
    batchedTokens: 16384,
    activationsInside: true,
    graphs: NOTHING,
    source: 'https://huggingface.co/docs/text-embeddings-inference: --max-batch-tokens 16384',
  }],
  'llama-cpp': [{
    ...SGLANG[0],
    share: 1,
    batchedTokens: 512,
    sequences: 1,
    graphs: NOTHING,
    graphsInside: true,
    activationsInside: true,
    runtime: range(0.1, 0.4, 0.8),
    several: range(0, 0.2, 0.5),
    processes: range(0.05, 0.2, 1),
    source: 'https://github.com/ggml-org/llama.cpp: --ubatch-size 512; buffers as its log prints them',
  }],
};

/** Constants that were asked for: an app has few engines, and many plans. */
const KNOWN = new Map<string, EngineMemory | undefined>();

/** The constants of an engine in a version; undefined for one that is not known here. */
export function engineMemory(engine: string, version: string): EngineMemory | undefined {
  const key = `${engine} ${version}`;
  if (!KNOWN.has(key)) KNOWN.set(key, rowOf(engine, version));
  return KNOWN.get(key);
}

function rowOf(engine: string, version: string): EngineMemory | undefined {
  const rows = Object.hasOwn(ROWS, engine === 'ollama' ? 'llama-cpp' : engine) ? ROWS[engine === 'ollama' ? 'llama-cpp' : engine] : undefined;
  return rows?.filter(({ since }) => isAtLeast(version, since)).pop() ?? rows?.[0];
}
