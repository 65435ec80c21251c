import { gauge, MetricTable } from './metric-row';
import { MetricKind, MetricUnit } from '../../engine-metric';

const LABELS = ['model_name', 'engine'];
const TIME = { kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS, labels: LABELS };
const COUNT = { kind: MetricKind.COUNTER, labels: LABELS };

/** The largest buckets of its times, read in `vllm/v1/metrics` of 0.8.0 to 0.33.0. */
const FIRST_TOKEN = { '0.8.0': 10, '0.8.4': 2560 };
const NEXT_TOKEN = { '0.8.0': 2.5, '0.8.4': 80 };
const REQUEST = { '0.8.0': 60, '0.8.4': 7680 };

/**
 * vLLM, wherever it is inside. Versions as in `engine-flags/vllm.json`, kinds and labels read in `vllm/v1/metrics/loggers.py` of 0.32.0 and seen there.
 */
export const VLLM_METRICS: MetricTable = {
  modelLabel: 'model_name',
  rows: [
    gauge('waiting', 'vllm:num_requests_waiting', LABELS),
    gauge('running', 'vllm:num_requests_running', LABELS),
    { ...gauge('cacheUsage', 'vllm:kv_cache_usage_perc', LABELS), since: '0.9.2' },
    { ...gauge('cacheUsage', 'vllm:gpu_cache_usage_perc', LABELS), before: '0.12.0' },
    { of: 'timeToFirstToken', name: 'vllm:time_to_first_token_seconds', ...TIME, largestBucket: FIRST_TOKEN },
    { of: 'interTokenLatency', name: 'vllm:inter_token_latency_seconds', ...TIME, largestBucket: NEXT_TOKEN, since: '0.10.2' },
    { of: 'interTokenLatency', name: 'vllm:time_per_output_token_seconds', ...TIME, largestBucket: NEXT_TOKEN, before: '0.15.0' },
    { of: 'requestTime', name: 'vllm:e2e_request_latency_seconds', ...TIME, largestBucket: REQUEST },
    { of: 'queueTime', name: 'vllm:request_queue_time_seconds', ...TIME, largestBucket: REQUEST },
    {
      of: 'succeeded',
      name: 'vllm:request_success_total',
      kind: MetricKind.COUNTER,
      labels: [...LABELS, 'finished_reason'],
      matching: { finished_reason: 'stop|length' },
    },
    { of: 'rejected', name: 'vllm:admission_rejections_total', kind: MetricKind.COUNTER, labels: ['model_name', 'reason'], since: '0.32.0' },
    {
      of: 'aborted',
      name: 'vllm:request_success_total',
      kind: MetricKind.COUNTER,
      labels: [...LABELS, 'finished_reason'],
      matching: { finished_reason: 'abort' },
    },
    { of: 'preempted', name: 'vllm:num_preemptions_total', ...COUNT },
    { of: 'promptTokens', name: 'vllm:prompt_tokens_total', ...COUNT },
    { of: 'cachedTokens', name: 'vllm:prefix_cache_hits_total', ...COUNT, since: '0.9.2' },
    { of: 'cachedTokens', name: 'vllm:gpu_prefix_cache_hits_total', ...COUNT, before: '0.12.0' },
    { of: 'generatedTokens', name: 'vllm:generation_tokens_total', ...COUNT },
  ],
};

/** vLLM's own server: its web server counts answers by the class of their status, without health checks and the metrics themselves. */
export const VLLM_SERVER_METRICS: MetricTable = {
  ...VLLM_METRICS,
  rows: [
    ...VLLM_METRICS.rows,
    { of: 'failed', name: 'http_requests_total', kind: MetricKind.COUNTER, labels: ['handler', 'method', 'status'], matching: { status: '5xx' } },
  ],
};

/** NIM before 2.0, as its documentation has them: https://docs.nvidia.com/nim/large-language-models/latest/observability.html */
export const NIM_METRICS: MetricTable = {
  rows: [
    gauge('waiting', 'num_requests_waiting', []),
    gauge('running', 'num_requests_running', []),
    gauge('cacheUsage', 'gpu_cache_usage_perc', []),
    { of: 'timeToFirstToken', name: 'time_to_first_token_seconds', kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS },
    { of: 'interTokenLatency', name: 'time_per_output_token_seconds', kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS },
    { of: 'requestTime', name: 'e2e_request_latency_seconds', kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS },
    { of: 'promptTokens', name: 'prompt_tokens_total', kind: MetricKind.COUNTER },
    { of: 'generatedTokens', name: 'generation_tokens_total', kind: MetricKind.COUNTER },
  ],
};
