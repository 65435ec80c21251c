/** An address that a program calls. */
export interface CalledAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Flags whose value is an address that the server calls; `key` is the member of JSON that has it. vLLM and SGLang connect to an endpoint of events
 * that names a host, and listen on one that does not (vllm/distributed/kv_events.py, 0.32.0); `--otlp-endpoint` is Text Generation Inference's and
 * Text Embeddings Inference's.
 */
export const ADDRESS_FLAGS: { readonly [flag: string]: { readonly key?: string } } = {
  '--otlp-traces-endpoint': {},
  '--otlp-endpoint': {},
  '--kv-events-config': { key: 'endpoint' },
};

/**
 * Variables whose value is an address that the server calls. OpenTelemetry: https://opentelemetry.io/docs/specs/otel/protocol/exporter/. LMCache:
 * https://docs.lmcache.ai/api_reference/configurations.html. AIBrix: https://aibrix.readthedocs.io/latest/features/kvcache-offloading.html. NIM: its
 * own name of the first.
 */
export const ADDRESS_VARIABLES: readonly string[] = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
  'NIM_OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTLP_ENDPOINT',
  'LMCACHE_REMOTE_URL',
  'AIBRIX_KV_CACHE_OL_META_SERVICE_URL',
];

/** The port of an address that names none, by its scheme. */
const PORTS: { readonly [scheme: string]: number | undefined } = { http: 80, https: 443, grpc: 4317, redis: 6379, rediss: 6379 };

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/\s]*@)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?(?:[/?]\S*)?$/i;

/** Names of the container itself, and addresses on which everything listens. */
const INSIDE = /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/i;

/** What a text says to call; undefined for one that names no other host, or no port that is known. */
export function calledAddress(text: string): CalledAddress | undefined {
  const [, scheme = '', host, given] = ADDRESS.exec(text.trim()) ?? [];
  if (host === undefined || INSIDE.test(host)) return undefined;
  const port = given === undefined ? PORTS[scheme.toLowerCase()] : Number(given);
  return port === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
