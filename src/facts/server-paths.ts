/**
 * First parts of paths that model servers answer beside their API of OpenAI, by any of them: health, metrics, the tasks that API has no name for, and their own
 * ways to generate.
 */
export const OTHER_PATHS: ReadonlySet<string> = new Set([
  'health', 'healthz', 'ready', 'live', 'ping', 'metrics', 'version', 'info', 'load', 'docs', 'openapi.json', 'v1', 'v2', 'api',
  'generate', 'generate_stream', 'invocations', 'completion', 'completions', 'infill', 'chat', 'chat_tokenize', 'models', 'responses',
  'tokenize', 'detokenize', 'apply-template', 'embed', 'embed_all', 'embed_sparse', 'embedding', 'embeddings', 'encode', 'rerank', 'reranking',
  'score', 'similarity',
  'classify', 'predict', 'pooling', 'decode', 'vertex_generate', 'props', 'slots', 'lora-adapters', 'tools',
  'get_model_info', 'model_info', 'get_server_info', 'server_info', 'health_generate', 'health_metrics', 'sleep', 'wake_up', 'is_sleeping',
]);
