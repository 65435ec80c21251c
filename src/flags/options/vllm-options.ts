import { alone, before, either, INSTEAD, means, needing, oneOf, option, OptionRow, portOf, reserved, row, secret, since, stating, whenFalse, withOther } from './option-row';
import { cpuKvCache, dataParallel, memoryShare, modelScope, pipelineParallel, tensorParallel } from './shared-options';
import { GIB } from '../../ground/bytes';

const PREFILL_CONTEXT = means({ kind: 'devices', role: 'context' }, '--prefill-context-parallel-size', '-pcp');
const DECODE_CONTEXT = means({ kind: 'devices', role: 'within' }, '--decode-context-parallel-size', '-dcp');
const KV_TRANSFER = means({ kind: 'memory', unit: 1, each: 'device', keys: ['kv_connector_extra_config.cpu_bytes_to_use'] }, '--kv-transfer-config');

/** Settings of vLLM that mean the same wherever vLLM is inside. https://docs.vllm.ai/en/latest/configuration/engine_args */
const MEANINGS: readonly OptionRow[] = [
  means({ kind: 'visible' }, '--device-ids'),
  means({ kind: 'nodes', alone: /^1$/ }, '--nnodes', '-n'),
  means({ kind: 'nodes', alone: /^0$/ }, '--node-rank', '-r'),
  means({ kind: 'nodes' }, '--master-addr'),
  means({ kind: 'nodes' }, '--master-port'),
  means({ kind: 'nodes' }, '--headless'),
  means({ kind: 'nodes', alike: '--data-parallel-size' }, '--data-parallel-size-local', '-dpl'),
  means({ kind: 'nodes' }, '--data-parallel-address', '-dpa', 'VLLM_DP_MASTER_IP'),
  means({ kind: 'nodes' }, '--data-parallel-rpc-port', '-dpp', 'VLLM_DP_MASTER_PORT'),
  means({ kind: 'nodes', alone: /^0$/ }, '--data-parallel-start-rank', '-dpr'),
  means({ kind: 'nodes' }, '--data-parallel-rank', '-dpn', 'VLLM_DP_RANK'),
  means({ kind: 'nodes' }, '--data-parallel-external-lb', '-dpe'),
  means({ kind: 'nodes' }, '--data-parallel-hybrid-lb', '-dph'),
  means({ kind: 'nodes' }, '--data-parallel-multi-port-external-lb', '-dpm'),
  means({ kind: 'memory', unit: GIB, each: 'device' }, '--swap-space'),
  means({ kind: 'memory', unit: GIB, each: 'device', atMostWeights: true }, '--cpu-offload-gb'),
  means({ kind: 'memory', unit: GIB, each: 'copy' }, '--kv-offloading-size'),
  means({ kind: 'memory', unit: GIB, each: 'copy' }, '--mm-processor-cache-gb', 'VLLM_MM_INPUT_CACHE_GIB'),
  means({ kind: 'model' }, '--tokenizer'),
  means({ kind: 'model' }, '--hf-config-path'),
  means({ kind: 'model' }, '--qlora-adapter-name-or-path'),
  means({ kind: 'model' }, '--prompt-adapters'),
  means({ kind: 'model' }, '--speculative-model'),
  means({ kind: 'model' }, '--spec-model'),
  means({ kind: 'model', keys: ['*'] }, '--default-mm-loras'),
  means({ kind: 'path', shipped: /^(examples|vllm)\// }, '--chat-template'),
  means({ kind: 'path' }, '--tool-parser-plugin'),
  means({ kind: 'path' }, '--reasoning-parser-plugin'),
  means({ kind: 'path' }, '--config'),
  means({ kind: 'path' }, '--log-config-file'),
  means({ kind: 'path' }, '--ssl-ca-certs'),
  means({ kind: 'path' }, '--allowed-local-media-path'),
  means({ kind: 'path' }, '--mm-encoder-fp8-scale-path'),
  means({ kind: 'path' }, 'VLLM_LOGGING_CONFIG_PATH'),
  means({ kind: 'port' }, '--grpc-port'),
  modelScope('VLLM_USE_MODELSCOPE'),
];

/** Those, with the ones that `vllm serve` has properties for. */
export const VLLM_MEANINGS: readonly OptionRow[] = [PREFILL_CONTEXT, DECODE_CONTEXT, KV_TRANSFER, ...MEANINGS];

/** What its web server may log at least. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

/** Settings of `vllm serve`. */
export const VLLM_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model'),
  reserved(INSTEAD.listens, '--host'),
  portOf('port', '--port'),
  reserved(INSTEAD.servedNames, '--served-model-name'),
  option('task', '--task'),
  option('task', '--runner'),
  tensorParallel('--tensor-parallel-size', '-tp'),
  pipelineParallel('--pipeline-parallel-size', '-pp'),
  since('0.8.3', stating('dataParallelSize', dataParallel('--data-parallel-size', '-dp'))),
  either('expertParallel', '--enable-expert-parallel', '-ep'),
  since('0.12.0', stating('prefillContextParallelSize', PREFILL_CONTEXT)),
  since('0.10.2', stating('decodeContextParallelSize', DECODE_CONTEXT)),
  memoryShare('gpuMemoryUtilization', '--gpu-memory-utilization', '--device-memory-utilization'),
  cpuKvCache('VLLM_CPU_KVCACHE_SPACE'),
  row({ property: 'maxModelLen', instead: 'use maxModelLen of the engine', mayBe: /^(auto|-1)$/ }, '--max-model-len'),
  option('maxConcurrentRequests', '--max-num-seqs'),
  either('maxBatchTokens', '--max-num-batched-tokens'),
  either('chunkedPrefill', '--enable-chunked-prefill'),
  since('0.8.5', whenFalse(either('chunkedPrefill', '--no-enable-chunked-prefill'))),
  either('blockSize', '--block-size'),
  either('enforceEager', '--enforce-eager'),
  stating('kvTransfer', KV_TRANSFER),
  oneOf(LOG_LEVELS, either('uvicornLogLevel', '--uvicorn-log-level')),
  option('dtype', '--dtype'),
  option('quantization', '--quantization', '-q'),
  option('kvCacheDtype', '--kv-cache-dtype'),
  either('prefixCaching', '--enable-prefix-caching'),
  whenFalse(either('prefixCaching', '--no-enable-prefix-caching')),
  needing(alone(either('toolCallParser', '--enable-auto-tool-choice')), '--tool-call-parser'),
  either('toolCallParser', '--tool-call-parser'),
  before('0.9.0', needing(alone(either('reasoningParser', '--enable-reasoning')), '--reasoning-parser')),
  either('reasoningParser', '--reasoning-parser'),
  before('0.11.0', either('structuredOutputBackend', '--guided-decoding-backend')),
  since('0.11.0', either('structuredOutputBackend', '--structured-outputs-config.backend')),
  either('multiModalLimits', '--limit-mm-per-prompt'),
  alone(either('loraAdapters', '--enable-lora')),
  row({ property: 'loraAdapters', means: { kind: 'model' }, needs: ['--enable-lora'] }, '--lora-modules'),
  either('maxLoraRank', '--max-lora-rank'),
  since('0.8.2', row({ property: 'speculativeDecoding', means: { kind: 'model', keys: ['model', 'draft_model_config.model'] } }, '--speculative-config', '-sc')),
  reserved(INSTEAD.revision, '--revision'),
  reserved(INSTEAD.revision, '--tokenizer-revision'),
  option('trustRemoteCode', '--trust-remote-code'),
  reserved(INSTEAD.revision, '--code-revision'),
  since('0.18.0', reserved(INSTEAD.drain, '--shutdown-timeout')),
  reserved(INSTEAD.onePort, '--uds'),
  reserved(INSTEAD.tls, '--ssl-certfile'),
  reserved(INSTEAD.tls, '--ssl-keyfile'),
  row({}, '--enable-ssl-refresh'),
  secret('apiKey', '--api-key', 'VLLM_API_KEY'),
  reserved(INSTEAD.startup, 'VLLM_ENGINE_READY_TIMEOUT_S'),
  reserved(INSTEAD.cache, '--download-dir'),
  row({}, '--load-format'),
  // Refused at the start in vllm/entrypoints (cli_args.py) and vllm/config/observability.py.
  withOther('--enable-log-outputs', '--enable-log-requests'),
  withOther('--collect-detailed-traces', '--otlp-traces-endpoint'),
  ...MEANINGS,
];
