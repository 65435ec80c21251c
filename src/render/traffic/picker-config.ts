import { ServingEngine } from '../../engines/serving-engine';
import { invalid } from '../../ground/errors';
import { PickerWeights } from '../../traffic/endpoint-picker';

/** How the picker of llm-d calls the servers whose metrics it knows. https://github.com/llm-d/llm-d-router/blob/main/docs/model-server-protocol.md */
const MEASURED: ReadonlyMap<string, string> = new Map([['vllm', 'vllm'], ['sglang', 'sglang'], ['tensorrt-llm', 'trtllm-serve']]);

/** What is known of the servers of a pool. */
export interface PickerServers {
  /** Undefined for those of another app: they are taken for vLLM. */
  readonly engine?: ServingEngine;
  readonly hasAdapters: boolean;
  readonly tls: boolean;
}

/** The configuration of the picker, as text. Throws where it knows no metrics of the engine. */
export function pickerConfig({ engine, hasAdapters, tls }: PickerServers, weights: PickerWeights): string {
  const { queue = 2, cache = 2, prefix = 3, adapter = hasAdapters ? 2 : 0 } = weights;
  const all = { 'queue-scorer': queue, 'kv-cache-utilization-scorer': cache, 'prefix-cache-scorer': prefix, 'lora-affinity-scorer': adapter };
  const scorers = Object.entries(all).filter(([, weight]) => weight > 0);
  if (scorers.length === 0) {
    throw invalid({ what: 'weights of the endpoint picker', got: 'nothing above 0', allowed: 'one above 0', fix: 'give one of queue, cache and prefix, or use a ModelServer' });
  }
  const type = engine === undefined ? 'vllm' : measured(engine);
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
    ...(type === 'vllm' ? [] : ['  parameters:', `    defaultEngine: ${type}`]),
    'schedulingProfiles:',
    '- name: default',
    '  plugins:',
    ...scorers.flatMap(([name, weight]) => [`  - pluginRef: ${name}`, `    weight: ${weight}`]),
    '',
  ].join('\n');
}

function measured(engine: ServingEngine): string {
  const type = MEASURED.get(engine.name);
  if (type !== undefined && engine.metricsPath !== undefined) return type;
  throw invalid({
    what: 'target of an InferencePool',
    got: type === undefined ? engine._title : `${engine._title} without metrics`,
    allowed: `a server whose metrics the picker of llm-d knows: ${[...MEASURED.keys()].join(', ')}`,
    fix: type === undefined
      ? 'give the whole configuration: EndpointPicker.llmD({ config }); or use a ModelServer, whose Service needs no metrics'
      : 'let the engine measure, or give the whole configuration: EndpointPicker.llmD({ config })',
  });
}
