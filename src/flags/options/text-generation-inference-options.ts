import { elsewhere, INSTEAD, means, oneOf, option, OptionRow, portOf, reserved, row, secret, since } from './option-row';

const DEVICES = { instead: INSTEAD.devices, only: 'with accelerators', isReadElsewhere: true } as const;

/** The words that its launcher knows. https://github.com/huggingface/text-generation-inference/blob/v3.3.7/launcher/src/main.rs */
const DTYPES = ['float16', 'bfloat16'];
const KV_CACHE_DTYPES = ['fp8_e4m3fn', 'fp8_e5m2'];
const QUANTIZATIONS = ['awq', 'bitsandbytes', 'bitsandbytes-fp4', 'bitsandbytes-nf4', 'compressed-tensors', 'eetq', 'exl2', 'fp8', 'gptq', 'marlin'];

/**
 * Settings of `text-generation-launcher`, which reads each from a variable too: `clap`'s `env` in launcher/src/main.rs. The versions are read there, and in
 * server/text_generation_server/utils/adapter.py, of each release.
 */
export const TGI_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model-id', 'MODEL_ID'),
  reserved(INSTEAD.revision, '--revision', 'REVISION'),
  reserved(INSTEAD.listens, '--hostname', 'HOSTNAME'),
  portOf('port', '--port', '-p', 'PORT'),
  row({ ...DEVICES, means: { kind: 'devices', role: 'tensor' } }, '--num-shard', 'NUM_SHARD'),
  row(DEVICES, '--sharded', 'SHARDED'),
  option('maxInputLen', '--max-input-tokens', '--max-input-length', 'MAX_INPUT_TOKENS', 'MAX_INPUT_LENGTH'),
  since('2.0.0', option('maxModelLen', '--max-total-tokens', 'MAX_TOTAL_TOKENS')),
  option('maxConcurrentRequests', '--max-concurrent-requests', 'MAX_CONCURRENT_REQUESTS'),
  oneOf(DTYPES, option('dtype', '--dtype', 'DTYPE')),
  oneOf(QUANTIZATIONS, option('quantization', '--quantize', 'QUANTIZE')),
  oneOf(KV_CACHE_DTYPES, since('2.4.0', option('kvCacheDtype', '--kv-cache-dtype', 'KV_CACHE_DTYPE'))),
  elsewhere(row(
    { property: 'gpuMemoryUtilization', instead: 'use gpuMemoryUtilization of the engine', means: { kind: 'share' } },
    '--cuda-memory-fraction', 'CUDA_MEMORY_FRACTION', 'XPU_MEMORY_FRACTION', 'HPU_MEMORY_FRACTION',
  )),
  option('trustRemoteCode', '--trust-remote-code', 'TRUST_REMOTE_CODE'),
  option('jsonLogs', '--json-output', 'JSON_OUTPUT'),
  since('3.2.2', reserved(INSTEAD.drain, '--graceful-termination-timeout', '-g', 'GRACEFUL_TERMINATION_TIMEOUT')),
  since('2.4.0', option('prefixCaching', 'PREFIX_CACHING')),
  since('2.3.0', row({ property: 'loraAdapters', instead: 'use loraAdapters of the engine', means: { kind: 'model' } }, '--lora-adapters', 'LORA_ADAPTERS')),
  since('2.3.0', secret('apiKey', '--api-key', 'API_KEY')),
  reserved(INSTEAD.cache, '--huggingface-hub-cache'),
  means({ kind: 'path' }, '--tokenizer-config-path', 'TOKENIZER_CONFIG_PATH'),
  means({ kind: 'port' }, '--prometheus-port', 'PROMETHEUS_PORT'),
  means({ kind: 'port' }, '--master-port', 'MASTER_PORT'),
];
