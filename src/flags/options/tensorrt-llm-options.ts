import { CONFIG, INSTEAD, means, option, OptionRow, portOf, reserved } from './option-row';
import { pipelineParallel, tensorParallel } from './shared-options';

/** Settings of `trtllm-serve`. https://nvidia.github.io/TensorRT-LLM/commands/trtllm-serve/trtllm-serve.html */
export const TENSORRT_LLM_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model'),
  reserved(INSTEAD.revision, '--revision'),
  reserved(INSTEAD.servedName, '--served-model-name'),
  reserved(INSTEAD.listens, '--host'),
  portOf('port', '--port'),
  tensorParallel('--tp-size', '--tp_size', '--tensor_parallel_size', '--tensor-parallel-size'),
  pipelineParallel('--pp-size', '--pp_size', '--pipeline_parallel_size', '--pipeline-parallel-size'),
  means({ kind: 'devices', role: 'context' }, '--cp-size', '--context-parallel-size', '--context_parallel_size'),
  means({ kind: 'devices', role: 'within' }, '--ep-size', '--moe-expert-parallel-size', '--moe_expert_parallel_size'),
  means({ kind: 'devices', role: 'within' }, '--gpus-per-node'),
  option('maxModelLen', '--max-seq-len'),
  option('maxConcurrentRequests', '--max-batch-size'),
  option('freeGpuMemoryFraction', '--free-gpu-memory-fraction', '--kv_cache_free_gpu_memory_fraction', '--kv-cache-free-gpu-memory-fraction'),
  option('kvCacheDtype', '--kv-cache-dtype'),
  option('trustRemoteCode', '--trust-remote-code'),
  option('toolCallParser', '--tool-parser'),
  option('reasoningParser', '--reasoning-parser'),
  option('config', '--extra-llm-api-options', '--config'),
  reserved(INSTEAD.noGrpc, '--grpc'),
  means({ kind: 'model' }, '--tokenizer'),
  means({ kind: 'memory', unit: 1, each: 'replica', keys: ['kv_cache_config.host_cache_size'] }, CONFIG),
  means({ kind: 'path' }, '--chat-template'),
  means({ kind: 'path' }, '--custom-module-dirs'),
  means({ kind: 'path' }, '--metadata-server-config-file'),
];
