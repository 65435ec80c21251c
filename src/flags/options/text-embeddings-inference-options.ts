import { INSTEAD, means, option, OptionRow, portOf, reserved, row, secret } from './option-row';

/** Settings of `text-embeddings-router`, which reads each from a variable too: `clap`'s `env` in router/src/main.rs. */
export const TEI_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model-id', 'MODEL_ID'),
  reserved(INSTEAD.revision, '--revision', 'REVISION'),
  reserved(INSTEAD.servedName, '--served-model-name', 'SERVED_MODEL_NAME'),
  reserved(INSTEAD.listens, '--hostname', 'HOSTNAME'),
  portOf('port', '--port', '-p', 'PORT'),
  option('dtype', '--dtype', 'DTYPE'),
  option('pooling', '--pooling', 'POOLING'),
  option('maxConcurrentRequests', '--max-concurrent-requests', 'MAX_CONCURRENT_REQUESTS'),
  option('maxBatchTokens', '--max-batch-tokens', 'MAX_BATCH_TOKENS'),
  option('jsonLogs', '--json-output', 'JSON_OUTPUT'),
  reserved(INSTEAD.cache, '--huggingface-hub-cache'),
  row({ instead: INSTEAD.token, means: { kind: 'secret' } }, '--hf-token', '--hf-api-token', 'HF_API_TOKEN'),
  secret('apiKey', '--api-key', 'API_KEY'),
  means({ kind: 'port' }, '--prometheus-port', 'PROMETHEUS_PORT'),
];
