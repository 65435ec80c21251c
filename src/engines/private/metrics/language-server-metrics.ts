import { gauge, MetricTable } from './metric-row';
import { MetricKind, MetricUnit } from '../../engine-metric';

const SECONDS = { kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS };
const LMDEPLOY = ['model_name', 'engine'];
const TENSORRT_LLM = ['model_name', 'engine_type'];

/**
 * LMDeploy. Versions as in `engine-flags/lmdeploy.json`, kinds and labels read in `lmdeploy/metrics/loggers.py` of 0.18.0. Failures are a gauge that
 * only grows.
 */
export const LMDEPLOY_METRICS: MetricTable = {
  modelLabel: 'model_name',
  rows: [
    gauge('waiting', 'lmdeploy:num_requests_waiting', LMDEPLOY),
    gauge('running', 'lmdeploy:num_requests_running', LMDEPLOY),
    gauge('cacheUsage', 'lmdeploy:gpu_cache_usage_perc', LMDEPLOY),
    { of: 'timeToFirstToken', name: 'lmdeploy:time_to_first_token_seconds', ...SECONDS, largestBucket: 2560, labels: LMDEPLOY },
    { of: 'interTokenLatency', name: 'lmdeploy:time_per_output_token_seconds', ...SECONDS, largestBucket: 80, labels: LMDEPLOY },
    { of: 'requestTime', name: 'lmdeploy:e2e_request_latency_seconds', ...SECONDS, largestBucket: 7680, labels: LMDEPLOY },
    { of: 'queueTime', name: 'lmdeploy:request_queue_time_seconds', ...SECONDS, largestBucket: 7680, labels: LMDEPLOY },
    { of: 'succeeded', name: 'lmdeploy:request_success_total', kind: MetricKind.COUNTER, labels: [...LMDEPLOY, 'finished_reason'] },
    { of: 'failed', name: 'lmdeploy:num_requests_failed', kind: MetricKind.COUNTER, labels: LMDEPLOY, since: '0.12.3' },
    { of: 'promptTokens', name: 'lmdeploy:prompt_tokens_total', kind: MetricKind.COUNTER, labels: LMDEPLOY },
    { of: 'cachedTokens', name: 'lmdeploy:cached_tokens_total', kind: MetricKind.COUNTER, labels: LMDEPLOY, since: '0.14.0' },
    { of: 'generatedTokens', name: 'lmdeploy:generation_tokens_total', kind: MetricKind.COUNTER, labels: LMDEPLOY },
  ],
};

/**
 * TensorRT-LLM's server from 1.3.0rc12 on, read in `tensorrt_llm/metrics/collector.py` of August 2026; its configuration may change the buckets of
 * times, and the gauges move when a request ends.
 */
export const TENSORRT_LLM_METRICS: MetricTable = {
  modelLabel: 'model_name',
  rows: [
    gauge('waiting', 'trtllm_num_requests_waiting', TENSORRT_LLM),
    gauge('running', 'trtllm_num_requests_running', TENSORRT_LLM),
    gauge('cacheUsage', 'trtllm_kv_cache_utilization', TENSORRT_LLM),
    { of: 'timeToFirstToken', name: 'trtllm_time_to_first_token_seconds', ...SECONDS, labels: TENSORRT_LLM },
    { of: 'interTokenLatency', name: 'trtllm_time_per_output_token_seconds', ...SECONDS, labels: TENSORRT_LLM },
    { of: 'requestTime', name: 'trtllm_e2e_request_latency_seconds', ...SECONDS, labels: TENSORRT_LLM },
    { of: 'queueTime', name: 'trtllm_request_queue_time_seconds', ...SECONDS, labels: TENSORRT_LLM },
    { of: 'succeeded', name: 'trtllm_request_success_total', kind: MetricKind.COUNTER, labels: [...TENSORRT_LLM, 'finished_reason'] },
  ],
};

/** The buckets of their times, read in `router/src` of 1.0.0 to 3.3.7, and of 1.0.0 to 1.9.3: the last is the 35th of a geometric sequence. */
const [TGI_DURATION, TEI_DURATION] = [0.0001 * 1.5 ** 35, 0.00001 * 1.5 ** 35];

/** Text Generation Inference, read in `router/` and `backends/` of 3.3.7. Tokens are histograms of those of a request. */
export const TGI_METRICS: MetricTable = {
  rows: [
    gauge('waiting', 'tgi_queue_size', []),
    gauge('running', 'tgi_batch_current_size', []),
    { of: 'interTokenLatency', name: 'tgi_request_mean_time_per_token_duration', ...SECONDS, largestBucket: TGI_DURATION },
    { of: 'requestTime', name: 'tgi_request_duration', ...SECONDS, largestBucket: TGI_DURATION },
    { of: 'queueTime', name: 'tgi_request_queue_duration', ...SECONDS, largestBucket: TGI_DURATION },
    { of: 'succeeded', name: 'tgi_request_success', kind: MetricKind.COUNTER },
    { of: 'failed', name: 'tgi_request_failure', kind: MetricKind.COUNTER, labels: ['err'], matching: { err: 'generation|dropped|incomplete' } },
    { of: 'rejected', name: 'tgi_request_failure', kind: MetricKind.COUNTER, labels: ['err'], matching: { err: 'overloaded' } },
    { of: 'promptTokens', name: 'tgi_request_input_length', kind: MetricKind.HISTOGRAM },
    { of: 'generatedTokens', name: 'tgi_request_generated_tokens', kind: MetricKind.HISTOGRAM },
  ],
};

/** Text Embeddings Inference, read in `router/` and `core/` of 1.9.3. */
export const TEI_METRICS: MetricTable = {
  rows: [
    gauge('waiting', 'te_queue_size', []),
    { of: 'requestTime', name: 'te_request_duration', ...SECONDS, largestBucket: TEI_DURATION, labels: [] },
    { of: 'queueTime', name: 'te_request_queue_duration', ...SECONDS, largestBucket: TEI_DURATION, labels: [] },
    { of: 'succeeded', name: 'te_request_success', kind: MetricKind.COUNTER, labels: ['method'] },
    { of: 'failed', name: 'te_request_failure', kind: MetricKind.COUNTER, labels: ['err'], matching: { err: 'inference|dropped' } },
    { of: 'rejected', name: 'te_request_failure', kind: MetricKind.COUNTER, labels: ['err'], matching: { err: 'overloaded' } },
    { of: 'promptTokens', name: 'te_request_input_length', kind: MetricKind.HISTOGRAM },
  ],
};

/** llama.cpp, seen on a running server, and read in `tools/server` of b11434. The use of the KV cache is not measured, and no series has a label. */
export const LLAMA_CPP_METRICS: MetricTable = {
  rows: [
    gauge('waiting', 'llamacpp:requests_deferred', []),
    gauge('running', 'llamacpp:requests_processing', []),
    {
      of: 'interTokenLatency',
      name: 'llamacpp:tokens_predicted_seconds_total',
      kind: MetricKind.COUNTER,
      unit: MetricUnit.SECONDS,
      per: 'llamacpp:tokens_predicted_total',
    },
    { of: 'promptTokens', name: 'llamacpp:prompt_tokens_total', kind: MetricKind.COUNTER },
    { of: 'generatedTokens', name: 'llamacpp:tokens_predicted_total', kind: MetricKind.COUNTER },
  ],
};
