import { elsewhere, INSTEAD, means, option, OptionRow, portOf, reserved, row, secret, whenFalse } from './option-row';

const MIB = 1024 ** 2;

/** Settings of `llama-server`. https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md */
export const LLAMA_CPP_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model', '-m', 'LLAMA_ARG_MODEL'),
  means({ kind: 'path' }, '--mmproj', '-mm', 'LLAMA_ARG_MMPROJ'),
  reserved(INSTEAD.servedNames, '--alias', '-a', 'LLAMA_ARG_ALIAS'),
  reserved(INSTEAD.listens, '--host', 'LLAMA_ARG_HOST'),
  portOf('port', '--port', 'LLAMA_ARG_PORT'),
  reserved(INSTEAD.metricsOn, '--metrics', 'LLAMA_ARG_ENDPOINT_METRICS'),
  row({ property: 'maxModelLen', instead: 'use maxModelLen of the engine', mayBe: /^0$/ }, '--ctx-size', '-c', 'LLAMA_ARG_CTX_SIZE'),
  row({ property: 'maxConcurrentRequests', instead: 'use maxConcurrentRequests of the engine', mayBe: /^-1$/ }, '--parallel', '-np', 'LLAMA_ARG_N_PARALLEL'),
  row(
    { property: 'gpuLayers', instead: 'use gpuLayers of the engine', mayBe: /^(auto|all|-\d)$/, only: 'with accelerators' },
    '--n-gpu-layers', '-ngl', '--gpu-layers', 'LLAMA_ARG_N_GPU_LAYERS',
  ),
  row({ instead: INSTEAD.cpu, only: 'without accelerators' }, '--threads', '-t', 'LLAMA_ARG_THREADS'),
  option('kvCacheDtype', '--cache-type-k', '-ctk', 'LLAMA_ARG_CACHE_TYPE_K'),
  option('kvCacheDtype', '--cache-type-v', '-ctv', 'LLAMA_ARG_CACHE_TYPE_V'),
  option('prefixCaching', '--cache-prompt', 'LLAMA_ARG_CACHE_PROMPT'),
  whenFalse(option('prefixCaching', '--no-cache-prompt')),
  option('reasoningParser', '--reasoning-format', 'LLAMA_ARG_THINK'),
  option('task', '--embeddings', '--embedding', 'LLAMA_ARG_EMBEDDINGS'),
  option('task', '--reranking', '--rerank', 'LLAMA_ARG_RERANKING'),
  option('jsonLogs', '--log-jsonl'),
  // A variable, because older builds end on the flag and ignore the variable.
  elsewhere(row(
    { property: 'promptCacheMemory', instead: 'use promptCacheMemory of the engine', mayBe: /^(0|-1)$/, means: { kind: 'memory', unit: MIB, each: 'replica' } },
    '--cache-ram', '-cram', 'LLAMA_ARG_CACHE_RAM',
  )),
  secret('apiKey', '--api-key', 'LLAMA_API_KEY'),
  reserved(INSTEAD.source, '--model-url', '-mu', 'LLAMA_ARG_MODEL_URL'),
  reserved(INSTEAD.source, '--hf-repo', '-hf', '-hfr', 'LLAMA_ARG_HF_REPO'),
  reserved(INSTEAD.file, '--hf-file', '-hff', 'LLAMA_ARG_HF_FILE'),
  reserved(INSTEAD.source, '--docker-repo', '-dr', 'LLAMA_ARG_DOCKER_REPO'),
  reserved(INSTEAD.paths, '--api-prefix', 'LLAMA_ARG_API_PREFIX'),
  reserved(INSTEAD.tls, '--ssl-key-file', 'LLAMA_ARG_SSL_KEY_FILE'),
  reserved(INSTEAD.tls, '--ssl-cert-file', 'LLAMA_ARG_SSL_CERT_FILE'),
  means({ kind: 'device' }, '--main-gpu', '-mg', 'LLAMA_ARG_MAIN_GPU'),
  means({ kind: 'path' }, '--model-draft', '-md', '--spec-draft-model', 'LLAMA_ARG_MODEL_DRAFT', 'LLAMA_ARG_SPEC_DRAFT_MODEL'),
  means({ kind: 'path' }, '--lora'),
  means({ kind: 'path' }, '--lora-scaled'),
  means({ kind: 'path' }, '--control-vector'),
  means({ kind: 'path' }, '--control-vector-scaled'),
  means({ kind: 'path' }, '--chat-template-file', 'LLAMA_ARG_CHAT_TEMPLATE_FILE'),
  means({ kind: 'path' }, '--grammar-file'),
  means({ kind: 'path' }, '--json-schema-file', '-jf'),
  means({ kind: 'path' }, '--api-key-file'),
  means({ kind: 'path' }, '--models-dir', 'LLAMA_ARG_MODELS_DIR'),
  means({ kind: 'path' }, '--models-preset', 'LLAMA_ARG_MODELS_PRESET'),
  means({ kind: 'path' }, '--path', 'LLAMA_ARG_STATIC_PATH'),
];
