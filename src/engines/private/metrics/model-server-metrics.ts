import { gauge, MetricTable } from './metric-row';
import { MetricKind, MetricUnit } from '../../engine-metric';

const TRITON = ['model', 'version'];
const MLSERVER = ['model', 'version'];
const OPENVINO = ['interface', 'name', 'version'];
const OPENVINO_GRAPH = ['api', 'interface', 'method', 'name'];
const TORCHSERVE = ['model_name', 'model_version', 'hostname'];

/** The last of 33 buckets, each 1.8 times the one before, from 10 microseconds on. */
const EXPONENTIAL_TIME = { kind: MetricKind.HISTOGRAM, unit: MetricUnit.MICROSECONDS, largestBucket: Math.floor(10 * 1.8 ** 32) };

/** Triton, seen on 2.51.0 (24.10), and read in its sources. Times are counters of microseconds; what failed has a reason. */
export const TRITON_METRICS: MetricTable = {
  modelLabel: 'model',
  rows: [
    { ...gauge('waiting', 'nv_inference_pending_request_count', TRITON), since: '23.09' },
    {
      of: 'requestTime',
      name: 'nv_inference_request_duration_us',
      kind: MetricKind.COUNTER,
      unit: MetricUnit.MICROSECONDS,
      labels: TRITON,
      per: 'nv_inference_request_success',
    },
    {
      of: 'queueTime',
      name: 'nv_inference_queue_duration_us',
      kind: MetricKind.COUNTER,
      unit: MetricUnit.MICROSECONDS,
      labels: TRITON,
      per: 'nv_inference_request_success',
    },
    { of: 'succeeded', name: 'nv_inference_request_success', kind: MetricKind.COUNTER, labels: TRITON },
    {
      of: 'failed',
      name: 'nv_inference_request_failure',
      kind: MetricKind.COUNTER,
      labels: [...TRITON, 'reason'],
      matching: { reason: 'BACKEND|OTHER' },
      since: '24.10',
    },
    { of: 'failed', name: 'nv_inference_request_failure', kind: MetricKind.COUNTER, labels: TRITON },
    {
      of: 'rejected',
      name: 'nv_inference_request_failure',
      kind: MetricKind.COUNTER,
      labels: [...TRITON, 'reason'],
      matching: { reason: 'REJECTED' },
      since: '24.10',
    },
    {
      of: 'aborted',
      name: 'nv_inference_request_failure',
      kind: MetricKind.COUNTER,
      labels: [...TRITON, 'reason'],
      matching: { reason: 'CANCELED' },
      since: '24.10',
    },
  ],
};

/** TensorFlow Serving, read in its sources: from 2.5.0 on. The names begin with a colon, times are histograms of microseconds. */
export const TENSORFLOW_SERVING_METRICS: MetricTable = {
  rows: [
    {
      of: 'requestTime',
      name: ':tensorflow:serving:request_latency',
      ...EXPONENTIAL_TIME,
      labels: ['model_name', 'API', 'entrypoint'],
      since: '2.5.0',
    },
    {
      of: 'succeeded',
      name: ':tensorflow:serving:request_count',
      kind: MetricKind.COUNTER,
      labels: ['model_name', 'status'],
      matching: { status: 'OK' },
      since: '2.5.0',
    },
    {
      of: 'failed',
      name: ':tensorflow:serving:request_count',
      kind: MetricKind.COUNTER,
      labels: ['model_name', 'status'],
      since: '2.5.0',
      matching: { status: 'INTERNAL|UNAVAILABLE|UNKNOWN|DEADLINE_EXCEEDED|DATA_LOSS|UNIMPLEMENTED' },
    },
    {
      of: 'rejected',
      name: ':tensorflow:serving:request_count',
      kind: MetricKind.COUNTER,
      labels: ['model_name', 'status'],
      since: '2.5.0',
      matching: { status: 'RESOURCE_EXHAUSTED' },
    },
  ],
};

/** OpenVINO Model Server for models, read in `src/metrics` of 2025.0 to 2026.3. Nothing counts requests that wait. */
export const OPENVINO_METRICS: MetricTable = {
  modelLabel: 'name',
  rows: [
    gauge('running', 'ovms_current_requests', ['name', 'version']),
    { of: 'requestTime', name: 'ovms_request_time_us', ...EXPONENTIAL_TIME, labels: OPENVINO },
    { of: 'queueTime', name: 'ovms_wait_for_infer_req_time_us', ...EXPONENTIAL_TIME, labels: ['name', 'version'] },
    {
      of: 'succeeded',
      name: 'ovms_requests_success',
      kind: MetricKind.COUNTER,
      labels: [...OPENVINO_GRAPH, 'version'],
      matching: { method: 'ModelInfer|Predict' },
    },
    { of: 'failed', name: 'ovms_requests_fail', kind: MetricKind.COUNTER, labels: [...OPENVINO_GRAPH, 'version'], matching: { method: 'ModelInfer|Predict' } },
  ],
};

/** OpenVINO Model Server for a task of language models, which is a graph there. `ovms_graph_request_latency_us` is not among those that are on. */
export const OPENVINO_GRAPH_METRICS: MetricTable = {
  modelLabel: 'name',
  rows: [
    gauge('running', 'ovms_current_graphs', ['name']),
    { of: 'requestTime', name: 'ovms_graph_processing_time_us', ...EXPONENTIAL_TIME, labels: ['name', 'method'] },
    { of: 'succeeded', name: 'ovms_requests_accepted', kind: MetricKind.COUNTER, labels: OPENVINO_GRAPH },
    { of: 'failed', name: 'ovms_graph_error', kind: MetricKind.COUNTER, labels: OPENVINO_GRAPH },
  ],
};

/** MLServer, seen on 1.7.1. The queue of the workers is a histogram of its length, and no gauge; the gauge has no name of a model. */
export const MLSERVER_METRICS: MetricTable = {
  rows: [
    gauge('running', 'rest_server_requests_in_progress', ['method']),
    { of: 'requestTime', name: 'model_infer_request_duration', kind: MetricKind.SUMMARY, unit: MetricUnit.SECONDS, labels: MLSERVER },
    { of: 'succeeded', name: 'model_infer_request_success_total', kind: MetricKind.COUNTER, labels: MLSERVER },
    { of: 'failed', name: 'model_infer_request_failure_total', kind: MetricKind.COUNTER, labels: MLSERVER },
  ],
};

/** TorchServe, seen on 0.12.0, and the same in `metrics.yaml` from 0.8.0 on. Times are counters of microseconds; nothing counts requests that wait. */
export const TORCHSERVE_METRICS: MetricTable = {
  rows: [
    {
      of: 'requestTime',
      name: 'ts_inference_latency_microseconds',
      kind: MetricKind.COUNTER,
      unit: MetricUnit.MICROSECONDS,
      labels: TORCHSERVE,
      per: 'ts_inference_requests_total',
    },
    {
      of: 'queueTime',
      name: 'ts_queue_latency_microseconds',
      kind: MetricKind.COUNTER,
      unit: MetricUnit.MICROSECONDS,
      labels: TORCHSERVE,
      per: 'ts_inference_requests_total',
    },
    { of: 'succeeded', name: 'ts_inference_requests_total', kind: MetricKind.COUNTER, labels: TORCHSERVE },
    { of: 'failed', name: 'Requests5XX', kind: MetricKind.COUNTER, labels: ['Level', 'Hostname'] },
  ],
};

/**
 * KServe's server without vLLM: the time of requests to `/v1/models` and `/v2`, read in the sources of 0.14.0 to 0.21.0; the buckets are those that
 * the client of Prometheus has by default.
 */
export const KSERVE_METRICS: MetricTable = {
  rows: [
    { of: 'requestTime', name: 'request_predict_seconds', kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS, largestBucket: 10, labels: ['model_name'] },
    { of: 'succeeded', name: 'request_predict_seconds', kind: MetricKind.HISTOGRAM, labels: ['model_name'] },
  ],
};
