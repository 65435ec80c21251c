import { EngineMetrics } from '../../engines/engine-metrics';
import { ServingEngine } from '../../engines/serving-engine';
import { invalid } from '../../ground/errors';

/** The metrics that the picker reads, by its words for them. */
interface Specs {
  readonly queuedRequestsSpec?: string;
  readonly runningRequestsSpec?: string;
  readonly kvUsageSpec?: string;
  readonly loraSpec?: string;
}

/** A server whose metrics the picker of llm-d knows. */
interface Known {
  /** What this library calls the server, and what the picker calls it. */
  readonly engine: string;
  readonly type: string;
  readonly specs: Specs;
}

/**
 * Read in the picker's `plugins/datalayer/extractor/metrics/factories.go` of 0.10.0.
 * https://github.com/llm-d/llm-d-router/blob/main/docs/plugin-metric-protocol.md
 */
const KNOWN: readonly Known[] = [
  {
    engine: 'vllm',
    type: 'vllm',
    specs: {
      queuedRequestsSpec: 'vllm:num_requests_waiting',
      runningRequestsSpec: 'vllm:num_requests_running',
      kvUsageSpec: 'vllm:kv_cache_usage_perc',
      loraSpec: 'vllm:lora_requests_info',
    },
  },
  {
    engine: 'sglang',
    type: 'sglang',
    specs: { queuedRequestsSpec: 'sglang:num_queue_reqs', runningRequestsSpec: 'sglang:num_running_reqs', kvUsageSpec: 'sglang:token_usage' },
  },
  {
    engine: 'tensorrt-llm',
    type: 'trtllm-serve',
    specs: {
      queuedRequestsSpec: 'trtllm_num_requests_waiting',
      runningRequestsSpec: 'trtllm_num_requests_running',
      kvUsageSpec: 'trtllm_kv_cache_utilization',
    },
  },
];

/** What the picker takes unless it is told. */
const [DEFAULT] = KNOWN;

const WHOLE = 'give the whole configuration: EndpointPicker.llmD({ config }); or use a ModelServer, whose Service needs no metrics';

/** What a server is called that the picker does not know: some names of its own it refuses. */
const DESCRIBED = 'described';

/** How the picker is told of the metrics of a server. */
export interface PickerMetrics {
  /** Lines of `core-metrics-extractor`. */
  readonly parameters: readonly string[];
  /** The name of a server that does not measure its cache. */
  readonly cacheUnmeasuredBy?: string;
}

/** A server that the picker knows is named, any other is described by the metrics of its version. Throws on one that does not say how many requests wait. */
export function pickerMetrics(engine: ServingEngine): PickerMetrics {
  checkReadable(engine);
  const own = KNOWN.find(known => known.engine === engine.name);
  const specs = engine.metrics?.waiting === undefined ? undefined : specsOf(engine.metrics);
  const known = specs === undefined ? own : KNOWN.find(one => sameSpecs(one.specs, specs));
  if (known !== undefined) return { parameters: known === DEFAULT ? [] : ['  parameters:', `    defaultEngine: ${known.type}`] };
  if (specs === undefined) throw refused(engine._title, WHOLE);
  const lines = Object.entries({ ...specs, loraSpec: own?.specs.loraSpec }).filter(([, name]) => name !== undefined);
  const type = own?.type ?? DESCRIBED;
  return {
    parameters: [
      '  parameters:', `    defaultEngine: ${type}`, '    engineConfigs:', `    - name: ${type}`, ...lines.map(([spec, name]) => `      ${spec}: ${name}`),
    ],
    cacheUnmeasuredBy: specs.kvUsageSpec === undefined ? engine._title : undefined,
  };
}

/** The picker asks at the port of the pool, and has no key. */
function checkReadable(engine: ServingEngine): void {
  if (engine.metricsPath === undefined) {
    throw refused(`${engine._title} without metrics`, 'let the engine measure, or give the whole configuration: EndpointPicker.llmD({ config })');
  }
  const { http, metrics = http } = engine.ports;
  if (metrics !== http) throw refused(`${engine._title} with metrics at port ${metrics}, while requests go to ${http}`, WHOLE);
  if (engine._facts.metricsKey !== undefined) throw refused(`${engine._title} with metrics for those who have its key`, WHOLE);
}

function specsOf({ waiting, running, cacheUsage }: EngineMetrics): Specs {
  return { queuedRequestsSpec: waiting, runningRequestsSpec: running, kvUsageSpec: cacheUsage };
}

function sameSpecs(one: Specs, other: Specs): boolean {
  return (['queuedRequestsSpec', 'runningRequestsSpec', 'kvUsageSpec'] as const).every(spec => one[spec] === other[spec]);
}

function refused(got: string, fix: string): Error {
  const allowed = 'a server that says to anybody, at the port of its requests, how many wait: '
    + 'one of those in docs/routes.md, or one that you describe, with metrics.waiting';
  return invalid({ what: 'target of an InferencePool', got, allowed, fix });
}
