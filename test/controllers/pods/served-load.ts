import { gauge } from './metrics';

/** What the server of one Pod has to do. */
export interface ServedLoad {
  /** Requests that wait. Default: 0. */
  readonly waiting?: number;
  /** The part of the KV cache that is in use. Default: 0. */
  readonly cache?: number;
  /** The adapters that are loaded. Default: none. */
  readonly adapters?: readonly string[];
}

/** What vLLM shows of it, by the names of 0.32.0: of its adapters too, as soon as one has been loaded. */
export function vllmMetrics(model: string, { waiting = 0, cache = 0, adapters = [] }: ServedLoad): string {
  const labels = { engine: '0', model_name: model };
  return [
    gauge('vllm:num_requests_waiting', labels, waiting),
    gauge('vllm:num_requests_running', labels, 0),
    gauge('vllm:kv_cache_usage_perc', labels, cache),
    gauge('vllm:lora_requests_info', { max_lora: '4', running_lora_adapters: adapters.join(','), waiting_lora_adapters: '' }, 1),
  ].join('');
}
