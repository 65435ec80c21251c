import { Chart, Duration } from 'cdk8s';
import {
  AlertRules, GrafanaDashboard, LlamaCppEngine, LmdeployEngine, ModelSource, Monitoring, MonitorKind, OllamaEngine, RuntimeSettings, SecretKey,
  ServiceType, ServingEngine, TritonEngine, VllmEngine,
} from '../../src';
import { JsonObject } from '../../src/ground/objects';
import { chartIn, errorOfSynth, gpuCompute, manifestsOf, objectOf, plainModel, rulesOf } from '../fixtures';

const vllm = new VllmEngine({ version: '0.32.0' });
const triton = new TritonEngine({ version: '26.07' });

/** A chart with one monitored model. */
function monitored(monitoring: Monitoring, { engine = vllm, ...settings }: RuntimeSettings & { readonly engine?: ServingEngine } = {}, namespace = 'ml'): Chart {
  const chart = chartIn(namespace);
  plainModel(chart, 'llama', {
    source: ModelSource.pvc('weights', { path: ['llama-cpp', 'ollama'].includes(engine.name) ? 'm.gguf' : undefined }),
    framework: engine.frameworks[0],
    profileProps: { engine, compute: gpuCompute(), monitoring },
    ...settings,
  });
  return chart;
}

const specOf = (chart: Chart, kind: string) => objectOf(chart, kind).spec as JsonObject;
const kindsOf = (chart: Chart) => manifestsOf(chart).map(({ kind }) => kind as string);
const MONITORS = ['PodMonitor', 'ServiceMonitor', 'PodMonitoring', 'PrometheusRule', 'Rules', 'ConfigMap'];

describe('a profile with monitoring', () => {
  test('gives each model what scrapes it, its alerts and its dashboard, with the labels by which they are found', () => {
    const chart = monitored(Monitoring.prometheus({ labels: { release: 'prometheus' }, interval: Duration.seconds(15), timeout: Duration.seconds(5) }));
    expect(specOf(chart, 'PodMonitor')).toEqual({
      selector: { matchLabels: { 'registry.matrixinfer.ai/model': 'llama' } },
      podTargetLabels: ['registry.matrixinfer.ai/model'],
      podMetricsEndpoints: [{ port: 'http', path: '/metrics', interval: '15s', scrapeTimeout: '5s' }],
    });
    expect(['PodMonitor', 'PrometheusRule'].map(kind => objectOf(chart, kind).metadata.labels.release)).toEqual(['prometheus', 'prometheus']);
    expect(objectOf(chart, 'ConfigMap').metadata).toMatchObject({ name: 'llama-dashboard', labels: { grafana_dashboard: '1' } });
    expect(Object.keys(objectOf(chart, 'ConfigMap').data)).toEqual(['ml-llama.json']);
  });

  test('gives nothing to a model that says so, and a profile without it gives nothing', () => {
    expect(kindsOf(monitored(Monitoring.prometheus(), { monitoring: Monitoring.none() })).filter(kind => MONITORS.includes(kind))).toEqual([]);
    expect(kindsOf(monitored(Monitoring.none())).filter(kind => MONITORS.includes(kind))).toEqual([]);
  });

  test('leaves out the alerts and the dashboard where nobody wants them, and selects rules by labels of their own', () => {
    const bare = monitored(Monitoring.prometheus({ rules: AlertRules.none(), dashboard: GrafanaDashboard.none() }));
    expect(kindsOf(bare).filter(kind => MONITORS.includes(kind))).toEqual(['PodMonitor']);
    const both = monitored(Monitoring.prometheus({ labels: { a: '1' }, ruleLabels: { b: '2' }, dashboard: GrafanaDashboard.configMap({ labels: { find: 'me' }, annotations: { grafana_folder: 'Models' } }) }));
    expect(objectOf(both, 'PrometheusRule').metadata.labels).toMatchObject({ b: '2' });
    expect(objectOf(both, 'PrometheusRule').metadata.labels.a).toBeUndefined();
    expect(objectOf(both, 'ConfigMap').metadata).toMatchObject({ labels: { find: 'me' }, annotations: { grafana_folder: 'Models' } });
  });

  test('is PodMonitoring and Rules for the Prometheus of Google', () => {
    const chart = monitored(Monitoring.googleManaged({ timeout: Duration.seconds(10) }), { engine: triton });
    expect(specOf(chart, 'PodMonitoring')).toEqual({
      selector: { matchLabels: { 'registry.matrixinfer.ai/model': 'llama' } },
      targetLabels: { fromPod: [{ from: 'registry.matrixinfer.ai/model', to: 'registry_matrixinfer_ai_model' }] },
      endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s', timeout: '10s' }],
    });
    expect(specOf(chart, 'Rules').groups).toMatchObject([{ name: 'model-llama', interval: '30s' }]);
    expect(kindsOf(chart)).not.toContain('ConfigMap');
    expect(kindsOf(monitored(Monitoring.googleManaged({ dashboard: GrafanaDashboard.configMap() })))).toContain('ConfigMap');
  });

  test('counts rates over several scrapes', () => {
    const textOf = (minutes: number) => JSON.stringify(specOf(monitored(Monitoring.prometheus({ interval: Duration.minutes(minutes) })), 'PrometheusRule'));
    expect(textOf(1)).toContain('[5m]');
    expect(textOf(2)).toContain('[8m]');
    expect(textOf(2)).not.toContain('[5m]');
  });

  test('waits for the start-up budget of the model before it says that nothing is ready', () => {
    const spec = specOf(monitored(Monitoring.prometheus(), { timing: { startup: Duration.minutes(25) } }), 'PrometheusRule');
    expect(JSON.stringify(spec)).toContain('"alert":"ModelNotReady"');
    expect((spec.groups as unknown as { rules: { alert: string; for: string }[] }[])[0]!.rules.find(({ alert }) => alert === 'ModelNotReady')!.for).toBe('25m');
  });

  test('keeps models of one name apart that are in two namespaces, also where the chart says none', () => {
    const uids = ['ml', 'web'].map(namespace => (JSON.parse(Object.values(objectOf(monitored(Monitoring.prometheus(), {}, namespace), 'ConfigMap').data as object)[0] as string) as JsonObject).uid);
    expect(new Set(uids).size).toBe(2);
    const nowhere = chartIn(undefined);
    plainModel(nowhere, 'llama', { source: ModelSource.pvc('weights'), framework: vllm.frameworks[0], profileProps: { engine: vllm, compute: gpuCompute(), monitoring: Monitoring.prometheus() } });
    expect(JSON.stringify(specOf(nowhere, 'PrometheusRule'))).not.toContain('namespace=\\"');
  });
});

describe('a scrape', () => {
  test('goes to the port that has the metrics', () => {
    expect(specOf(monitored(Monitoring.prometheus(), { engine: triton }), 'PodMonitor').podMetricsEndpoints).toMatchObject([{ port: 'metrics' }]);
  });

  test('goes through the Service where somebody wants it, by the name of its port', () => {
    const monitoring = Monitoring.prometheus({ monitor: MonitorKind.SERVICE });
    expect(specOf(monitored(monitoring), 'ServiceMonitor').endpoints).toEqual([{ port: 'http', path: '/metrics' }]);
    expect(specOf(monitored(monitoring, { service: { portName: 'http-api' } }), 'ServiceMonitor').endpoints).toMatchObject([{ port: 'http-api' }]);
    expect(specOf(monitored(monitoring, { engine: triton, service: { ports: [{ name: 'stats', containerPort: 'metrics' }] } }), 'ServiceMonitor').endpoints).toMatchObject([{ port: 'stats' }]);
  });

  test.each([
    [{ engine: triton }, 'none of its ports leads to the port metrics of Triton; add { name: "metrics" } to service.ports, or leave monitor out'],
    [{ service: { type: ServiceType.NONE } }, 'service.type is NONE; leave monitor out'],
  ])('fails through a Service that does not lead there: %j', (settings, message) => {
    expect(errorOfSynth(monitored(Monitoring.prometheus({ monitor: MonitorKind.SERVICE }), settings))).toContain(message);
  });

  test('fails of a server without metrics, which says what would do', () => {
    const ollama = new OllamaEngine({ version: '0.12.0' });
    expect(errorOfSynth(monitored(Monitoring.prometheus(), { engine: ollama }))).toMatch(/engine-refuses: Ollama has no Prometheus metrics in 0\.12\.0, got monitoring; use Monitoring\.none\(\) for it/);
    expect(kindsOf(monitored(Monitoring.prometheus(), { engine: ollama, monitoring: Monitoring.none() }))).toContain('Deployment');
  });

  test('speaks TLS where the server does, and verifies it by the authority that is given', () => {
    const tls = { secretName: 'llama-tls' };
    const endpoint = (options: object) => (specOf(monitored(Monitoring.prometheus(options), { tls }), 'PodMonitor').podMetricsEndpoints as JsonObject[])[0];
    expect(endpoint({})).toMatchObject({ scheme: 'https', tlsConfig: { insecureSkipVerify: true } });
    const certificateAuthority = SecretKey.of('llama-tls', 'ca.crt');
    expect(endpoint({ certificateAuthority })).toMatchObject({ scheme: 'https', tlsConfig: { ca: { secret: { name: 'llama-tls', key: 'ca.crt' } }, serverName: 'llama.ml.svc' } });
    expect((specOf(monitored(Monitoring.googleManaged({ certificateAuthority }), { tls }), 'PodMonitoring').endpoints as JsonObject[])[0]).toMatchObject({
      scheme: 'https', tls: { ca: { secret: { name: 'llama-tls', key: 'ca.crt' } }, serverName: 'llama.ml.svc' },
    });
  });

  test('fails with an authority of another namespace', () => {
    const certificateAuthority = SecretKey.from({ name: 'ca', metadata: { namespace: 'elsewhere' } } as never, 'ca.crt');
    expect(errorOfSynth(monitored(Monitoring.prometheus({ certificateAuthority })))).toContain('secret-other-namespace');
  });

  test.each([
    [new LlamaCppEngine({ version: 'b11434', apiKey: SecretKey.of('llama', 'key') }), true],
    [new LlamaCppEngine({ version: 'b11434' }), false],
    [new LmdeployEngine({ version: '0.18.0', apiKey: SecretKey.of('llama', 'key') }), true],
    [new LmdeployEngine({ version: '0.12.1', trustRemoteCode: true, apiKey: SecretKey.of('llama', 'key') }), false],
    [new VllmEngine({ version: '0.32.0', apiKey: SecretKey.of('llama', 'key') }), false],
  ])('brings the key where the server asks for it at its metrics (%#)', (engine, isAsked) => {
    const endpoint = (specOf(monitored(Monitoring.prometheus(), { engine }), 'PodMonitor').podMetricsEndpoints as JsonObject[])[0]!;
    expect(endpoint.authorization).toEqual(isAsked ? { type: 'Bearer', credentials: { name: 'llama', key: 'key' } } : undefined);
    const google = (specOf(monitored(Monitoring.googleManaged(), { engine }), 'PodMonitoring').endpoints as JsonObject[])[0]!;
    expect(google.authorization).toEqual(isAsked ? { type: 'Bearer', credentials: { secret: { name: 'llama', key: 'key' } } } : undefined);
  });

  test('is let in by the NetworkPolicy of the model, at the port of the metrics and at no other', () => {
    const chart = monitored(Monitoring.prometheus({ scraperNamespace: 'monitoring', scraperLabels: { app: 'prometheus' } }), { engine: triton, network: {} });
    expect(specOf(chart, 'NetworkPolicy').ingress).toEqual([{
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }, podSelector: { matchLabels: { app: 'prometheus' } } }],
      ports: [{ port: 'metrics', protocol: 'TCP' }],
    }]);
    expect(rulesOf(chart)).not.toContain('monitoring-blocked');
    expect(kindsOf(monitored(Monitoring.prometheus({ scraperNamespace: 'monitoring' })))).not.toContain('NetworkPolicy');
  });
});

describe('settings of monitoring fail', () => {
  test.each([
    [() => Monitoring.prometheus({ labels: { release: 'a b' } }), /invalid labels of the monitor\["release"\]: got "a b"/],
    [() => Monitoring.prometheus({ interval: Duration.seconds(5), timeout: Duration.seconds(6) }), /invalid timeout of the monitor: got "6 s", allowed is at most the interval, 5 s/],
    [() => Monitoring.googleManaged({ timeout: Duration.seconds(31) }), /allowed is at most the interval, 30 s/],
    [() => Monitoring.prometheus({ interval: Duration.millis(500) }), /invalid interval of the monitor/],
    [() => Monitoring.prometheus({ scraperNamespace: 'Monitoring' }), /invalid scraperNamespace: got "Monitoring"/],
    [() => Monitoring.prometheus({ scraperLabels: { app: 'prometheus' } }), /invalid scraperLabels: got "labels", allowed is labels together with scraperNamespace/],
    [() => GrafanaDashboard.configMap({ labels: { 'a b': '1' } }), /invalid labels of the dashboard/],
  ])('%#', (make, message) => {
    expect(make).toThrow(message);
  });
});
