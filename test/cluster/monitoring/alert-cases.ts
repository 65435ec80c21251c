import { Duration } from 'cdk8s';
import { AlertRulesOptions, LlamaCppEngine, ServingEngine, SglangEngine, TritonEngine, VllmEngine } from '../../../src';

/** What happens to a model, and which alerts are raised about it. Minutes are steps of the series. */
export interface AlertCase {
  readonly title: string;
  readonly engine: ServingEngine;
  readonly options?: AlertRulesOptions;
  /** Values by series; a series begins with the name of a metric, and labels that stand behind it are added to those of the scrape. */
  readonly series: { readonly [series: string]: string };
  /** The minute in which it is looked at. */
  readonly at?: number;
  readonly fires: readonly string[];
}

/** A model of two Pods that serves: what every case starts from. */
export const HEALTHY = {
  'up': '1x60',
  'up pod=model-6d4cf56db6-zz9pq': '1x60',
  'kube_deployment_status_replicas_available deployment=model': '2x60',
  'kube_deployment_spec_replicas deployment=model': '2x60',
  'kube_pod_container_status_restarts_total container=server': '0x60',
};

const vllm = new VllmEngine({ version: '0.32.0' });
const triton = new TritonEngine({ version: '26.07' });

/** The buckets of a histogram of which all are below a second, or above ten. */
const first = (bucket: string, growth: string) => ({ [`vllm:time_to_first_token_seconds_bucket le=${bucket}`]: growth });

export const ALERT_CASES: readonly AlertCase[] = [
  { title: 'nothing, while it serves', engine: vllm, series: {}, fires: [] },
  { title: 'that no Pod is ready', engine: vllm, series: { 'kube_deployment_status_replicas_available deployment=model': '0x60' }, fires: ['ModelNotReady'] },
  { title: 'nothing while Pods start for the first time', engine: vllm, series: { 'kube_deployment_status_replicas_available deployment=model': '0x60' }, at: 9, fires: [] },
  {
    title: 'nothing of a model that is scaled to zero',
    engine: vllm,
    series: { 'kube_deployment_status_replicas_available deployment=model': '0x60', 'kube_deployment_spec_replicas deployment=model': '0x60' },
    fires: [],
  },
  { title: 'that the server restarts again and again', engine: vllm, series: { 'kube_pod_container_status_restarts_total container=server': '0x10 1+1x50' }, fires: ['ModelRestarts'] },
  { title: 'nothing of one restart', engine: vllm, series: { 'kube_pod_container_status_restarts_total container=server': '0x10 1x50' }, fires: [] },
  {
    title: 'nothing of a neighbour whose name begins with that of the model',
    engine: vllm,
    series: { 'kube_pod_container_status_restarts_total container=server pod=model-b-6d4cf56db6-x8k2p': '0+1x60', 'vllm:num_requests_waiting registry_matrixinfer_ai_model=model-b': '99x60' },
    fires: [],
  },
  { title: 'that a Pod is not scraped', engine: vllm, series: { up: '0x60' }, fires: ['ModelNotScraped'] },
  { title: 'that the queue grows', engine: vllm, series: { 'vllm:num_requests_waiting': '30x60', 'vllm:num_requests_waiting pod=model-6d4cf56db6-zz9pq': '0x60' }, fires: ['ModelQueueGrows'] },
  { title: 'nothing of a queue that is short on the average', engine: vllm, series: { 'vllm:num_requests_waiting': '19x60', 'vllm:num_requests_waiting pod=model-6d4cf56db6-zz9pq': '0x60' }, fires: [] },
  { title: 'nothing of a queue that is long for three minutes', engine: vllm, series: { 'vllm:num_requests_waiting': '0x27 30x3 0x30' }, at: 31, fires: [] },
  { title: 'the queue by a threshold of the user', engine: vllm, options: { waiting: 2 }, series: { 'vllm:num_requests_waiting': '3x60' }, fires: ['ModelQueueGrows'] },
  { title: 'that the cache is full', engine: vllm, series: { 'vllm:kv_cache_usage_perc': '0.97x60', 'vllm:kv_cache_usage_perc pod=model-6d4cf56db6-zz9pq': '0.2x60' }, fires: ['ModelCacheFull'] },
  { title: 'nothing of a cache that is nearly full', engine: vllm, series: { 'vllm:kv_cache_usage_perc': '0.9x60' }, fires: [] },
  {
    title: 'that requests fail',
    engine: vllm,
    series: { 'http_requests_total status=5xx': '0+1x60', 'vllm:request_success_total finished_reason=stop': '0+4x60' },
    fires: ['ModelRequestsFail'],
  },
  { title: 'that all requests fail, and none was ever answered', engine: vllm, series: { 'http_requests_total status=5xx': '0+1x60' }, fires: ['ModelRequestsFail'] },
  {
    title: 'nothing of one failure in a hundred, and of what callers did wrong',
    engine: vllm,
    series: { 'http_requests_total status=5xx': '0+1x60', 'http_requests_total status=4xx': '0+99x60', 'vllm:request_success_total finished_reason=stop': '0+99x60' },
    fires: [],
  },
  { title: 'that requests are rejected', engine: vllm, series: { 'vllm:admission_rejections_total reason=max_num_queued_reqs': '0+2x60' }, fires: ['ModelRequestsRejected'] },
  { title: 'nothing of rejections that are over', engine: vllm, series: { 'vllm:admission_rejections_total reason=max_num_queued_reqs': '5x60' }, fires: [] },
  { title: 'that first tokens come late', engine: vllm, series: { ...first('1.0', '0+1x60'), ...first('20.0', '0+60x60'), ...first('+Inf', '0+60x60') }, fires: ['ModelFirstTokenSlow'] },
  { title: 'that first tokens come later than the last bucket of an old version', engine: vllm, series: { ...first('1.0', '0+1x60'), ...first('10.0', '0+1x60'), ...first('+Inf', '0+60x60') }, fires: ['ModelFirstTokenSlow'] },
  { title: 'nothing of first tokens that come soon', engine: vllm, series: { ...first('1.0', '0+60x60'), ...first('20.0', '0+60x60'), ...first('+Inf', '0+60x60') }, fires: [] },
  {
    title: 'nothing of a model that nobody asks',
    engine: vllm,
    series: { ...first('1.0', '0x60'), ...first('+Inf', '0x60'), 'http_requests_total status=5xx': '3x60', 'vllm:request_success_total finished_reason=stop': '9x60' },
    fires: [],
  },
  {
    title: 'that Triton fails, and not that callers left',
    engine: triton,
    series: { 'nv_inference_request_failure reason=BACKEND': '0+1x60', 'nv_inference_request_failure reason=CANCELED': '0+9x60', 'nv_inference_request_success': '0+9x60' },
    fires: ['ModelRequestsFail'],
  },
  { title: 'nothing of callers of Triton that left', engine: triton, series: { 'nv_inference_request_failure reason=CANCELED': '0+9x60', 'nv_inference_request_success': '0+9x60' }, fires: [] },
  {
    title: 'that Triton is slow, by the mean of its microseconds',
    engine: triton,
    options: { requestTime: Duration.seconds(2) },
    series: { nv_inference_request_duration_us: '0+30000000x60', nv_inference_request_success: '0+10x60' },
    fires: ['ModelRequestsSlow'],
  },
  {
    title: 'nothing of a Triton that is fast enough',
    engine: triton,
    options: { requestTime: Duration.seconds(4) },
    series: { nv_inference_request_duration_us: '0+30000000x60', nv_inference_request_success: '0+10x60' },
    fires: [],
  },
  { title: 'that the queue of llama.cpp grows', engine: new LlamaCppEngine({ version: 'b11434' }), series: { 'llamacpp:requests_deferred': '11x60' }, fires: ['ModelQueueGrows'] },
  {
    title: 'that the cache of SGLang is full, and its queue long, of one rank of several',
    engine: new SglangEngine({ version: '0.5.23' }),
    series: { 'sglang:token_usage tp_rank=0': '0.99x60', 'sglang:token_usage tp_rank=1': '0.5x60', 'sglang:num_queue_reqs tp_rank=0': '25x60' },
    fires: ['ModelCacheFull', 'ModelQueueGrows'],
  },
];

const SCRAPED = { namespace: 'models', registry_matrixinfer_ai_model: 'model', pod: 'model-6d4cf56db6-x8k2p' };

/** A series as promtool writes it: with the labels of the scrape, and those that stand behind its name. */
export function seriesOf(written: string): string {
  const [name, ...more] = written.split(' ');
  const labels: { [label: string]: string } = { ...SCRAPED };
  for (const label of more) labels[label.slice(0, label.indexOf('='))] = label.slice(label.indexOf('=') + 1);
  if (name!.startsWith('kube_')) delete labels.registry_matrixinfer_ai_model;
  if (name!.startsWith('kube_deployment_')) delete labels.pod;
  return `${name}{${Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
}
