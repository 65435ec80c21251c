import { pickerMetrics, PickerMetrics } from './picker-metrics';
import { ServingEngine } from '../../engines/serving-engine';
import { invalid } from '../../ground/errors';
import { PickerWeights } from '../../traffic/endpoint-picker';

/** What is known of the servers of a pool. */
export interface PickerServers {
  /** Undefined for those of another app: they are taken for vLLM. */
  readonly engine?: ServingEngine;
  readonly hasAdapters: boolean;
  readonly tls: boolean;
}

/** The configuration of the picker, as text. Throws where it can know nothing of the load of the servers. */
export function pickerConfig({ engine, hasAdapters, tls }: PickerServers, weights: PickerWeights): string {
  const metrics = engine === undefined ? undefined : pickerMetrics(engine);
  const scorers = scorersOf(weights, { hasAdapters, metrics });
  return [
    'apiVersion: llm-d.ai/v1alpha1',
    'kind: EndpointPickerConfig',
    'plugins:',
    ...scorers.map(([name]) => `- type: ${name}`),
    '- type: metrics-data-source',
    '  parameters:',
    `    scheme: ${tls ? 'https' : 'http'}`,
    `    path: ${engine?.metricsPath ?? '/metrics'}`,
    ...(tls ? ['    insecureSkipVerify: true'] : []),
    '- type: core-metrics-extractor',
    ...(metrics?.parameters ?? []),
    'schedulingProfiles:',
    '- name: default',
    '  plugins:',
    ...scorers.flatMap(([name, weight]) => [`  - pluginRef: ${name}`, `    weight: ${weight}`]),
    '',
  ].join('\n');
}

/** What the weights depend on. */
interface Scored {
  readonly hasAdapters: boolean;
  readonly metrics?: PickerMetrics;
}

function scorersOf({ queue = 2, cache, prefix = 3, adapter }: PickerWeights, { hasAdapters, metrics }: Scored): (readonly [string, number])[] {
  const what = 'weights of the endpoint picker';
  const unmeasured = metrics?.cacheUnmeasuredBy;
  if (unmeasured !== undefined && (cache ?? 0) > 0) {
    throw invalid({ what, got: `cache ${cache}`, allowed: `no cache: ${unmeasured} does not say how full its own is`, fix: 'leave cache out' });
  }
  const all = {
    'queue-scorer': queue,
    'kv-cache-utilization-scorer': cache ?? (unmeasured === undefined ? 2 : 0),
    'prefix-cache-scorer': prefix,
    'lora-affinity-scorer': adapter ?? (hasAdapters ? 2 : 0),
  };
  const scorers = Object.entries(all).filter(([, weight]) => weight > 0);
  if (scorers.length === 0) {
    throw invalid({ what, got: 'nothing above 0', allowed: 'one above 0', fix: 'give one of queue, cache and prefix, or use a ModelServer' });
  }
  return scorers;
}
