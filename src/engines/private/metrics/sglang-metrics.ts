import { gauge, MetricTable } from './metric-row';
import { MetricKind, MetricUnit } from '../../engine-metric';

const LABELS = ['model_name', 'engine_type'];
const SCHEDULER = [...LABELS, 'tp_rank', 'pp_rank'];
const TIME = { kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS };
const COUNT = { kind: MetricKind.COUNTER, labels: LABELS };

/**
 * SGLang, wherever it is inside. Versions as in `engine-flags/sglang.json`, kinds and labels read in `sglang/srt/observability` of 0.5.23. Only
 * labels that every version has are named.
 */
export const SGLANG_METRICS: MetricTable = {
  modelLabel: 'model_name',
  rows: [
    gauge('waiting', 'sglang:num_queue_reqs', SCHEDULER),
    gauge('running', 'sglang:num_running_reqs', SCHEDULER),
    gauge('cacheUsage', 'sglang:token_usage', SCHEDULER),
    { of: 'timeToFirstToken', name: 'sglang:time_to_first_token_seconds', ...TIME, largestBucket: 400, labels: LABELS },
    { of: 'interTokenLatency', name: 'sglang:inter_token_latency_seconds', ...TIME, largestBucket: 8, labels: LABELS },
    { of: 'requestTime', name: 'sglang:e2e_request_latency_seconds', ...TIME, largestBucket: { '0.4.6': 800, '0.5.2': 2400 }, labels: LABELS },
    { of: 'queueTime', name: 'sglang:queue_time_seconds', ...TIME, largestBucket: 3000, labels: SCHEDULER, since: '0.5.3' },
    { of: 'succeeded', name: 'sglang:num_requests_total', ...COUNT },
    {
      of: 'failed',
      name: 'sglang:http_responses_total',
      kind: MetricKind.COUNTER,
      labels: ['endpoint', 'status_code', 'method'],
      since: '0.5.23',
      matching: { status_code: '5..', endpoint: '/v1/.*|/generate|/encode|/classify' }, // a health check that fails while it starts is none
    },
    { of: 'aborted', name: 'sglang:num_aborted_requests_total', ...COUNT, since: '0.4.7' },
    { of: 'preempted', name: 'sglang:num_retracted_requests_total', kind: MetricKind.COUNTER, labels: SCHEDULER, since: '0.5.7' },
    { of: 'promptTokens', name: 'sglang:prompt_tokens_total', ...COUNT },
    { of: 'cachedTokens', name: 'sglang:cached_tokens_total', ...COUNT },
    { of: 'generatedTokens', name: 'sglang:generation_tokens_total', ...COUNT },
  ],
};
