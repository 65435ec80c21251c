import { GivenSetting } from './given-settings';
import type { EngineMetric } from '../engines/engine-metric';
import type { EngineMetrics } from '../engines/engine-metrics';
import { tryJson } from '../ground/json';
import { isObject, Json } from '../ground/objects';

/** Flags of SGLang, each with the histogram that it gives other buckets. */
const BY_NUMBERS: { readonly [flag: string]: string } = {
  '--bucket-time-to-first-token': 'sglang:time_to_first_token_seconds',
  '--bucket-inter-token-latency': 'sglang:inter_token_latency_seconds',
  '--bucket-e2e-request-latency': 'sglang:e2e_request_latency_seconds',
};

/**
 * The flag of vLLM for those of several families, and the histograms of each, as far as they are times that the library reads.
 * https://docs.vllm.ai/en/latest/usage/metrics/
 */
const BY_FAMILY = '--custom-histogram-buckets';
const FAMILIES: { readonly [family: string]: readonly string[] } = {
  request_latency: ['vllm:e2e_request_latency_seconds', 'vllm:request_queue_time_seconds'],
  time_to_first_token: ['vllm:time_to_first_token_seconds'],
  inter_token_latency: ['vllm:inter_token_latency_seconds'],
};

/** The metrics of a server with the buckets that its flags give them; their end is not known where a file may give others, or a flag is not understood. */
export function metricsAsGiven(metrics: EngineMetrics, flags: readonly GivenSetting[]): EngineMetrics {
  if (flags.some(({ name }) => name === '--config')) return mapped(metrics, metric => ({ ...metric, largestBucket: undefined }));
  const given = new Map(flags.flatMap(bucketsIn));
  if (given.size === 0) return metrics;
  return mapped(metrics, metric => (given.has(metric.name) ? { ...metric, largestBucket: given.get(metric.name) } : metric));
}

/** The flag that gives a histogram its buckets; undefined where none does. */
export function bucketFlagOf(metric: string, flags: readonly GivenSetting[]): string | undefined {
  return flags.find(flag => bucketsIn(flag).some(([name]) => name === metric))?.name;
}

function mapped(metrics: EngineMetrics, change: (metric: EngineMetric) => EngineMetric): EngineMetrics {
  const one = (metric: unknown) => (typeof metric === 'object' ? change(metric as EngineMetric) : metric);
  return Object.fromEntries(Object.entries(metrics).map(([key, metric]) => [key, one(metric)]));
}

/** The histograms that a flag gives other buckets, with the largest of those; undefined where they are no numbers. */
function bucketsIn({ name, path, values }: GivenSetting): [metric: string, largest: number | undefined][] {
  if (Object.hasOwn(BY_NUMBERS, name)) return [[BY_NUMBERS[name], largestOf(values.map(Number))]];
  if (name !== BY_FAMILY) return [];
  const read = tryJson(values.join(' '));
  const families = path === '' ? read : { [path]: read ?? null };
  if (!isObject(families)) return Object.values(FAMILIES).flat().map(metric => [metric, undefined]);
  return Object.entries(FAMILIES).filter(([family]) => Object.hasOwn(families, family)).flatMap(([family, all]) => (
    all.map((metric): [string, number | undefined] => [metric, largestOf(families[family])])
  ));
}

function largestOf(buckets: Json): number | undefined {
  const isList = Array.isArray(buckets) && buckets.length > 0 && buckets.every(bucket => typeof bucket === 'number' && Number.isFinite(bucket));
  return isList ? Math.max(...buckets as number[]) : undefined;
}
