import { CONFIG, elsewhere, INSTEAD, means, oneOf, option, OptionRow, portOf, reserved, row, since } from './option-row';
import { pipelineParallel, tensorParallel } from './shared-options';

/** The first version with `--served_model_name`. https://github.com/NVIDIA/TensorRT-LLM/releases/tag/v1.3.0rc7 */
export const NAMES_MODELS = '1.3.0rc7';

/** Types of the KV cache. https://github.com/NVIDIA/TensorRT-LLM tensorrt_llm/_torch/pyexecutor/model_loader.py */
const KV_CACHE_DTYPES = ['auto', 'fp8', 'nvfp4'];

/** The backends that may enforce the form of answers. https://github.com/NVIDIA/TensorRT-LLM tensorrt_llm/llmapi/llm_args.py */
const GUIDED_DECODING = ['xgrammar', 'llguidance'];

/** Settings of `trtllm-serve`. https://nvidia.github.io/TensorRT-LLM/commands/trtllm-serve/trtllm-serve.html */
export const TENSORRT_LLM_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model'),
  reserved(INSTEAD.revision, '--revision'),
  reserved(INSTEAD.listens, '--host'),
  portOf('port', '--port'),
  since(NAMES_MODELS, reserved(INSTEAD.servedName, '--served-model-name')),
  tensorParallel('--tp-size', '--tp_size', '--tensor_parallel_size', '--tensor-parallel-size'),
  pipelineParallel('--pp-size', '--pp_size', '--pipeline_parallel_size', '--pipeline-parallel-size'),
  option('maxModelLen', '--max-seq-len'),
  option('maxConcurrentRequests', '--max-batch-size'),
  elsewhere(option('freeGpuMemoryFraction', '--free-gpu-memory-fraction', '--kv_cache_free_gpu_memory_fraction', '--kv-cache-free-gpu-memory-fraction')),
  oneOf(KV_CACHE_DTYPES, elsewhere(option('kvCacheDtype', '--kv-cache-dtype'))),
  oneOf(GUIDED_DECODING, elsewhere(option('structuredOutputBackend', '--guided-decoding-backend'))),
  since('1.2.0', option('toolCallParser', '--tool-parser')),
  option('reasoningParser', '--reasoning-parser'),
  option('trustRemoteCode', '--trust-remote-code'),
  option('config', '--extra-llm-api-options', '--config'),
  reserved(INSTEAD.noGrpc, '--grpc'),
  means({ kind: 'devices', role: 'context' }, '--cp-size', '--context-parallel-size', '--context_parallel_size'),
  row({ property: 'expertParallel', means: { kind: 'devices', role: 'within' } }, '--ep-size', '--moe-expert-parallel-size', '--moe_expert_parallel_size'),
  means({ kind: 'devices', role: 'within' }, '--gpus-per-node'),
  means({ kind: 'model' }, '--tokenizer'),
  means({ kind: 'memory', unit: 1, each: 'replica', keys: ['kv_cache_config.host_cache_size'] }, CONFIG),
  means({ kind: 'path' }, '--chat-template'),
  means({ kind: 'path' }, '--custom-module-dirs'),
  means({ kind: 'path' }, '--metadata-server-config-file'),
];
