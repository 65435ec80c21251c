import { INSTEAD, means, OptionRow, portOf, reserved, row } from './option-row';
import { GIB } from '../../ground/bytes';

const WITH_DEVICES = { instead: INSTEAD.devices, only: 'with accelerators', isReadElsewhere: true } as const;

/** The degree of tensor parallelism, which follows from the accelerators; without any it is the user's. */
export function tensorParallel(...spellings: string[]): OptionRow {
  return row({ ...WITH_DEVICES, means: { kind: 'devices', role: 'tensor' } }, ...spellings);
}

/** Pipeline stages, as a member of the engine's props says them. */
export function pipelineParallel(...spellings: string[]): OptionRow {
  return row({
    property: 'pipelineParallelSize',
    instead: 'use pipelineParallelSize of the engine',
    means: { kind: 'devices', role: 'pipeline' },
  }, ...spellings);
}

/** Copies of the model in one replica: the accelerators are divided among them. */
export function dataParallel(...spellings: string[]): OptionRow {
  return means({ kind: 'devices', role: 'data' }, ...spellings);
}

/** A share of the memory of accelerators. */
export function memoryShare(property: string, ...spellings: string[]): OptionRow {
  return row({ property, instead: `use ${property} of the engine`, only: 'with accelerators', means: { kind: 'share' } }, ...spellings);
}

/** GiB for the KV cache of a server without accelerators. */
export function cpuKvCache(...spellings: string[]): OptionRow {
  return row({
    property: 'kvCacheSize',
    instead: 'use kvCacheSize of the engine',
    only: 'without accelerators',
    means: { kind: 'memory', unit: GIB, each: 'device' },
  }, ...spellings);
}

/** A list of devices that a runtime below the server reads. */
const VISIBLE_DEVICES: readonly OptionRow[] = [
  means({ kind: 'visible' }, 'CUDA_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES'),
  means({ kind: 'visible', ids: 'of the node' }, 'ASCEND_RT_VISIBLE_DEVICES', 'TPU_VISIBLE_CHIPS', 'HABANA_VISIBLE_MODULES'),
  // https://awsdocs-neuron.readthedocs-hosted.com/en/latest/neuron-runtime/nrt-configurable-parameters.html
  means({ kind: 'cores', as: 'number' }, 'NEURON_RT_NUM_CORES'),
  means({ kind: 'cores', as: 'list' }, 'NEURON_RT_VISIBLE_CORES'),
];

/** A variable that lets a server ask ModelScope for what is named as on the hub of Hugging Face. */
export function modelScope(variable: string): OptionRow {
  return means({ kind: 'hub', hub: 'ModelScope' }, variable);
}

/** The variables that the client of the Hugging Face hub reads. */
const HUB: readonly OptionRow[] = [
  row({ instead: INSTEAD.token, means: { kind: 'secret' } }, 'HF_TOKEN'),
  means({ kind: 'secret' }, '--hf-token'),
  means({ kind: 'secret' }, '--admin-api-key'),
  means({ kind: 'secret' }, '--ssl-keyfile-password'),
  row({ instead: INSTEAD.endpoint }, 'HF_ENDPOINT'),
];

/** LMCache, a cache beside vLLM and SGLang. https://docs.lmcache.ai/api_reference/configurations.html */
const LMCACHE: readonly OptionRow[] = [
  means({ kind: 'memory', unit: GIB, each: 'device' }, 'LMCACHE_MAX_LOCAL_CPU_SIZE'),
  means({ kind: 'path' }, 'LMCACHE_CONFIG_FILE'),
];

/** The rows that are looked up together with those of every engine. */
export const SHARED_OPTIONS: readonly OptionRow[] = [...VISIBLE_DEVICES, ...HUB, ...LMCACHE];

/** The variables that `plainEnvironment` gives an image with one port. */
export const PLAIN_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.servedName, 'MODEL_NAME'),
  reserved(INSTEAD.source, 'MODEL_PATH'),
  reserved('use projector of the source', 'MODEL_PROJECTOR'),
  reserved('use adapters of the model', 'MODEL_ADAPTERS'),
  reserved('use draftModel of the model', 'MODEL_DRAFT'),
  reserved(INSTEAD.revision, 'MODEL_REVISION'),
  portOf('port', 'PORT'),
  reserved(INSTEAD.drain, 'DRAIN_SECONDS'),
];

/** The variables that it gives one that may have more. */
export const CONTAINER_OPTIONS: readonly OptionRow[] = [...PLAIN_OPTIONS, portOf('grpcPort', 'GRPC_PORT'), portOf('metricsPort', 'METRICS_PORT')];

/**
 * Variables that are derived so that a server can write and tells nobody of its use, and that nothing else reads: a user who wants another
 * value knows why.
 */
const FREE = new Set([
  'HOME', 'USER', 'TEMP', 'PYTHONPATH', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'TORCHINDUCTOR_CACHE_DIR', 'TRITON_CACHE_DIR', 'CUDA_CACHE_PATH',
  'NUMBA_CACHE_DIR',
  'OUTLINES_CACHE_DIR', 'HF_HOME', 'HUGGINGFACE_HUB_CACHE', 'HF_HUB_OFFLINE', 'HF_HUB_DISABLE_TELEMETRY', 'DO_NOT_TRACK', 'USAGE_STATS',
  'VLLM_CACHE_ROOT', 'VLLM_XLA_CACHE_PATH', 'VLLM_CONFIG_ROOT', 'VLLM_NO_USAGE_STATS', 'SGLANG_CACHE_DIR', 'TRTLLM_NO_USAGE_STATS',
  'NIM_TELEMETRY_MODE', 'LLAMA_CACHE',
  'OLLAMA_MODELS', 'OLLAMA_KEEP_ALIVE', 'OLLAMA_MAX_LOADED_MODELS', 'OLLAMA_NO_CLOUD', 'OLLAMA_SCHED_SPREAD', 'OLLAMA_FLASH_ATTENTION',
  'LOG_LOCATION', 'METRICS_LOCATION', 'MLSERVER_ENVIRONMENTS_DIR', 'MLSERVER_METRICS_DIR', 'MLSERVER_MODEL_HUGGINGFACE_DEVICE',
  'PT_HPU_ENABLE_LAZY_COLLECTIVES',
  'FLASHINFER_WORKSPACE_BASE', 'SGLANG_DG_CACHE_DIR', 'TRTLLM_DG_CACHE_DIR', 'TLLM_LLMAPI_BUILD_CACHE', 'TLLM_LLMAPI_BUILD_CACHE_ROOT',
]);

/** Whether a user may give a variable that is derived another value. */
export function isFreeVariable(name: string): boolean {
  return FREE.has(name);
}
