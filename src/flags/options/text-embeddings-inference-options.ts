import { either, INSTEAD, means, oneOf, option, OptionRow, portOf, reserved, row, secret, since, written } from './option-row';

/** Types that the server knows: backends/src/dtype.rs. */
const DTYPES = ['float16', 'float32', 'bfloat16'];

/** Settings of `text-embeddings-router`, which reads each from a variable too: `clap`'s `env` in router/src/main.rs. */
export const TEI_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model-id', 'MODEL_ID'),
  reserved(INSTEAD.revision, '--revision', 'REVISION'),
  since('1.9.0', reserved(INSTEAD.servedName, '--served-model-name', 'SERVED_MODEL_NAME')),
  reserved(INSTEAD.listens, '--hostname', 'HOSTNAME'),
  portOf('port', '--port', '-p', 'PORT'),
  oneOf(DTYPES, option('dtype', '--dtype', 'DTYPE')),
  option('pooling', '--pooling', 'POOLING'),
  option('maxConcurrentRequests', '--max-concurrent-requests', 'MAX_CONCURRENT_REQUESTS'),
  option('maxBatchTokens', '--max-batch-tokens', 'MAX_BATCH_TOKENS'),
  written('--auto-truncate=', either('autoTruncate', '--auto-truncate', 'AUTO_TRUNCATE')),
  option('jsonLogs', '--json-output', 'JSON_OUTPUT'),
  reserved(INSTEAD.cache, '--huggingface-hub-cache'),
  row({ instead: INSTEAD.token, means: { kind: 'secret' } }, '--hf-token', '--hf-api-token', 'HF_API_TOKEN'),
  since('1.5.1', secret('apiKey', '--api-key', 'API_KEY')), // before, /health asks the probes for it
  means({ kind: 'port' }, '--prometheus-port', 'PROMETHEUS_PORT'),
];
