import { INSTEAD, means, option, OptionRow, portOf, reserved, row, secret } from './option-row';

const DEVICES = { instead: INSTEAD.devices, only: 'with accelerators', isReadElsewhere: true } as const;

/** Settings of `text-generation-launcher`, which reads each from a variable too: `clap`'s `env` in launcher/src/main.rs. */
export const TGI_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model-id', 'MODEL_ID'),
  reserved(INSTEAD.revision, '--revision', 'REVISION'),
  reserved(INSTEAD.listens, '--hostname', 'HOSTNAME'),
  portOf('port', '--port', '-p', 'PORT'),
  row({ ...DEVICES, means: { kind: 'devices', role: 'tensor' } }, '--num-shard', 'NUM_SHARD'),
  row(DEVICES, '--sharded', 'SHARDED'),
  option('maxModelLen', '--max-total-tokens', 'MAX_TOTAL_TOKENS'),
  option('maxInputLen', '--max-input-tokens', '--max-input-length', 'MAX_INPUT_TOKENS', 'MAX_INPUT_LENGTH'),
  option('maxConcurrentRequests', '--max-concurrent-requests', 'MAX_CONCURRENT_REQUESTS'),
  option('dtype', '--dtype', 'DTYPE'),
  option('quantization', '--quantize', 'QUANTIZE'),
  option('kvCacheDtype', '--kv-cache-dtype', 'KV_CACHE_DTYPE'),
  option('gpuMemoryUtilization', '--cuda-memory-fraction', 'CUDA_MEMORY_FRACTION', 'XPU_MEMORY_FRACTION', 'HPU_MEMORY_FRACTION'),
  option('trustRemoteCode', '--trust-remote-code', 'TRUST_REMOTE_CODE'),
  option('prefixCaching', 'PREFIX_CACHING'),
  row({ property: 'loraAdapters', instead: 'use loraAdapters of the engine', means: { kind: 'model' } }, '--lora-adapters', 'LORA_ADAPTERS'),
  option('jsonLogs', '--json-output', 'JSON_OUTPUT'),
  secret('apiKey', '--api-key', 'API_KEY'),
  reserved(INSTEAD.cache, '--huggingface-hub-cache'),
  reserved(INSTEAD.drain, '--graceful-termination-timeout', '-g', 'GRACEFUL_TERMINATION_TIMEOUT'),
  means({ kind: 'path' }, '--tokenizer-config-path', 'TOKENIZER_CONFIG_PATH'),
  means({ kind: 'port' }, '--prometheus-port', 'PROMETHEUS_PORT'),
  means({ kind: 'port' }, '--master-port', 'MASTER_PORT'),
];
