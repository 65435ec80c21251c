import { Size } from 'cdk8s';
import { httpProbes } from './http-probes';
import { LANGUAGE_MODEL } from './lone-file';
import { Framework } from '../../values/framework';
import { EngineMetrics } from '../engine-metrics';

/** Frameworks that a GGUF file can come from: models of any origin are converted to it. */
export const GGUF_FRAMEWORKS = [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM, Framework.of('gguf')];

/** The facts that most servers of language models have in common: they load from the hub, answer as OpenAI's do, and compile kernels at the start. */
export const LANGUAGE_MODEL_FACTS = {
  frameworks: [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM],
  loads: LANGUAGE_MODEL,
  loadsFromHuggingFace: true,
  probes: httpProbes('/health'),
  metricsPath: '/metrics',
  apiPath: '/v1',
  openAiCompatible: true,
  sharedMemory: Size.gibibytes(2), // their processes, and NCCL, talk through it
  sharedMemoryPerAccelerator: Size.gibibytes(2),
  scratchSize: Size.gibibytes(10),
};

/** The metrics of SGLang, wherever it is inside. Read in the sources of each version from 0.4.6 to 0.5.23. */
export const SGLANG_METRICS: EngineMetrics = {
  waiting: 'sglang:num_queue_reqs',
  running: 'sglang:num_running_reqs',
  cacheUsage: 'sglang:token_usage',
  latency: 'sglang:e2e_request_latency_seconds',
};

/** The metrics of vLLM, wherever it is inside; the one of the cache was called after the GPU before 0.9.2. Read in the sources of each version. */
export function vllmMetrics(cacheUsage: 'kv_cache_usage_perc' | 'gpu_cache_usage_perc', prefix: string = 'vllm:'): EngineMetrics {
  return {
    waiting: `${prefix}num_requests_waiting`,
    running: `${prefix}num_requests_running`,
    cacheUsage: `${prefix}${cacheUsage}`,
    latency: `${prefix}e2e_request_latency_seconds`,
  };
}
