import { Duration } from 'cdk8s';
import {
  AlertRules, AlertRulesOptions, ContainerEngine, GrafanaDashboard, KServeBackend, KServeHuggingFaceEngine, LlamaCppEngine, LmdeployEngine,
  MatrixInferRuntimeEngine, MetricKind, MetricUnit, MlServerEngine, ModelTask, NimEngine, OpenVinoModelServerEngine, ServerProbe, ServingEngine,
  SglangEngine, TensorFlowServingEngine, TensorRtLlmEngine,
  TextEmbeddingsInferenceEngine, TextGenerationInferenceEngine, TorchServeEngine, TritonEngine,
  VllmEngine,
} from '../../src';
import { JsonObject } from '../../src/ground/objects';

const versions = <P>(make: new (props: P) => ServingEngine, all: readonly string[], more: object = {}): ServingEngine[] => (
  all.map(version => new make({ version, ...more } as P))
);

/** Every server that has metrics, in versions before and after each change of them. */
export const ENGINE_VERSIONS: readonly ServingEngine[] = [
  ...versions(VllmEngine, ['0.8.0', '0.9.1', '0.9.2', '0.10.2', '0.11.2', '0.12.0', '0.14.1', '0.15.0', '0.31.0', '0.32.0', '0.33.0']),
  ...versions(SglangEngine, ['0.4.6', '0.4.7', '0.5.3', '0.5.7', '0.5.23']),
  ...versions(LmdeployEngine, ['0.9.2', '0.12.3', '0.14.0', '0.18.0'], { trustRemoteCode: true }),
  ...versions(TensorRtLlmEngine, ['1.2.1', '1.3.0rc12']),
  ...versions(NimEngine, ['1.15.5', '2.1.0']),
  ...versions(NimEngine, ['2.1.0'], { image: 'nvcr.io/nim/nvidia/sglang-model-free-nim:2.1.0' }),
  ...versions(TextGenerationInferenceEngine, ['3.3.7']),
  ...versions(TextEmbeddingsInferenceEngine, ['1.9.3']),
  ...versions(KServeHuggingFaceEngine, ['0.15.2', '0.16.0', '0.20.0'], { backend: KServeBackend.VLLM }),
  ...versions(KServeHuggingFaceEngine, ['0.20.0'], { backend: KServeBackend.HUGGING_FACE }),
  ...versions(TritonEngine, ['23.08', '23.09', '24.09', '24.10', '26.07']),
  ...versions(TensorFlowServingEngine, ['2.4.4', '2.19.1']),
  ...versions(OpenVinoModelServerEngine, ['2025.0', '2026.3']),
  ...versions(OpenVinoModelServerEngine, ['2026.3'], { task: ModelTask.GENERATE }),
  ...versions(MlServerEngine, ['1.7.1']),
  ...versions(TorchServeEngine, ['0.12.0']),
  new LlamaCppEngine({ version: 'b11434' }),
  new MatrixInferRuntimeEngine({ image: 'registry.example.com/runtime:1.0.0' }),
  new ContainerEngine({
    name: 'ranker',
    image: 'registry.example.com/ranker:1.0.0',
    port: 8080,
    readiness: ServerProbe.tcp(),
    metricsPath: '/metrics',
    metrics: { waiting: 'ranker_queue', requestTime: { name: 'ranker_ms', kind: MetricKind.SUMMARY, unit: MetricUnit.MILLISECONDS } },
  }),
];

/** A server with its version and whatever else tells it from others here. */
export function titleOf(engine: ServingEngine): string {
  const { image, task, backend } = engine._props as { readonly [member: string]: string | undefined };
  return [engine.name, engine.version, backend, task, image?.split('/').pop()].filter(word => word !== undefined).join(' ');
}

/** Every setting of the alerts, so that none is left out. */
export const ALL_ALERTS: AlertRulesOptions = { requestTime: Duration.seconds(30) };

/** What alerts and a dashboard are told of a model on a server. */
function monitored(engine: ServingEngine) {
  return {
    name: 'model',
    namespace: 'models',
    server: `${engine._title} ${engine.version}`,
    metrics: engine.metrics ?? {},
    modelLabel: 'registry_matrixinfer_ai_model',
    container: 'server',
    startSeconds: 600,
    window: '5m',
  };
}

/** The alerts about a model on a server, as Prometheus reads them. */
export function rulesOf(engine: ServingEngine, options: AlertRulesOptions): { readonly groups: JsonObject[] } {
  return { groups: AlertRules.of(options)._groups(monitored(engine)) };
}

/** The dashboard of a model on a server. */
export function dashboardOf(engine: ServingEngine): JsonObject {
  const [text] = Object.values(GrafanaDashboard.configMap()._data(monitored(engine)));
  return JSON.parse(String(text)) as JsonObject;
}

/** An alert, as much as the tests read of it. */
export interface RenderedAlert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly [name: string]: string };
  readonly annotations: { readonly [name: string]: string };
}

/** The alerts of some groups. */
export function alertsIn(groups: readonly JsonObject[]): RenderedAlert[] {
  return groups.flatMap(group => group.rules as unknown as RenderedAlert[]);
}

/** The queries of a dashboard, by the title of their panel. */
export function queriesIn(dashboard: JsonObject): { readonly title: string; readonly expr: string }[] {
  const panels = dashboard.panels as unknown as { readonly title: string; readonly targets: { readonly expr: string }[] }[];
  return panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
}

/** Everything that alerts and dashboard ask about a server. */
export function allQueries(engine: ServingEngine, options: AlertRulesOptions): string[] {
  return [...alertsIn(rulesOf(engine, options).groups).map(({ expr }) => expr), ...queriesIn(dashboardOf(engine)).map(({ expr }) => expr)];
}

/** A series that a query reads. */
export interface ReadSeries {
  readonly name: string;
  /** What its labels have to be like, by label. */
  readonly matchers: { readonly [label: string]: RegExp };
}

/** The series that a query reads. */
export function seriesIn(query: string): ReadSeries[] {
  return [...query.matchAll(/([a-zA-Z_:][\w:]*)\{((?:[^\"}]|\"(?:[^\"\\]|\\.)*\")*)\}/g)].map(([, name, text]) => ({
    name: name!,
    matchers: Object.fromEntries([...text!.matchAll(/(\w+)=(~?)("(?:[^"\\]|\\.)*")/g)].map(([, label, like, value]) => {
      const said = JSON.parse(value!) as string;
      return [label!, like ? new RegExp(`^(?:${said})$`) : new RegExp(`^${said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)];
    })),
  }));
}
