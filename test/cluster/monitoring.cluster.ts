import { Duration } from 'cdk8s';
import { chartIn, gpuCompute, manifestsOf, plainModel } from '../fixtures';
import { promtoolProgram } from './binaries/promtool';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { canFetchModules, installModuleCrds, ModuleCrds } from './harness/module-crds';
import { describeOnCluster } from './harness/suite';
import { ALERT_CASES, HEALTHY, seriesOf } from './monitoring/alert-cases';
import { checkRules, testRules } from './monitoring/promtool';
import {
  AlertRules, Framework, GrafanaDashboard, LlamaCppEngine, ModelSource, Monitoring, MonitorKind, RuntimeSettings, SecretKey, ServingEngine,
  TritonEngine, VllmEngine,
} from '../../src';
import { alertsIn, ALL_ALERTS, dashboardOf, ENGINE_VERSIONS, queriesIn, rulesOf, titleOf } from '../monitoring/engine-versions';
import { askPrometheus } from '../serving/harness/prometheus';

const MINUTES = 60_000;
const OPERATOR = { module: 'github.com/prometheus-operator/prometheus-operator', version: '0.85.0' };
const GOOGLE = { module: 'github.com/GoogleCloudPlatform/prometheus-engine', version: '0.17.2' };

const CRDS: readonly ModuleCrds[] = [
  ...['podmonitors', 'servicemonitors', 'prometheusrules'].map(kind => ({ ...OPERATOR, file: `example/prometheus-operator-crd/monitoring.coreos.com_${kind}.yaml` })),
  ...['podmonitorings', 'rules'].map(kind => ({ ...GOOGLE, file: `charts/operator/crds/monitoring.googleapis.com_${kind}.yaml` })),
];

const vllm = new VllmEngine({ version: '0.32.0' });
const tls = { secretName: 'llama-tls' };
const certificateAuthority = SecretKey.of('llama-tls', 'ca.crt');
const EVERYTHING = {
  interval: Duration.seconds(15),
  timeout: Duration.seconds(10),
  scraperNamespace: 'monitoring',
  scraperLabels: { app: 'prometheus' },
  certificateAuthority,
  rules: AlertRules.of({ ...ALL_ALERTS, labels: { team: 'search' }, annotations: { runbook_url: 'https://runbooks.example.com' } }),
  dashboard: GrafanaDashboard.configMap({ annotations: { grafana_folder: 'Models' } }),
};

/** The settings of a model, and its engine where that is not vLLM. */
type Settings = RuntimeSettings & { readonly engine?: ServingEngine };

/** Monitored models, each with what no other has. */
const MODELS: readonly [title: string, monitoring: Monitoring, settings: Settings][] = [
  ['the defaults', Monitoring.prometheus(), {}],
  ['everything by a PodMonitor', Monitoring.prometheus({ ...EVERYTHING, labels: { release: 'prometheus' }, ruleLabels: { role: 'alerts' } }), { tls, network: {} }],
  ['everything by a ServiceMonitor', Monitoring.prometheus({ ...EVERYTHING, monitor: MonitorKind.SERVICE }), { tls, network: {} }],
  ['a port of its own', Monitoring.prometheus({ monitor: MonitorKind.SERVICE }), { engine: new TritonEngine({ version: '26.07' }), service: { ports: [{ name: 'metrics' }] } }],
  ['a key', Monitoring.prometheus(), { engine: new LlamaCppEngine({ version: 'b11434', apiKey: SecretKey.of('llama', 'key') }) }],
  ['the defaults of Google', Monitoring.googleManaged(), {}],
  ['everything of Google', Monitoring.googleManaged(EVERYTHING), { tls, network: {} }],
  ['a key for Google', Monitoring.googleManaged(), { engine: new LlamaCppEngine({ version: 'b11434', apiKey: SecretKey.of('llama', 'key') }) }],
];

function objectsOf(monitoring: Monitoring, { engine = vllm, ...settings }: Settings, namespace: string): KubeObject[] {
  const chart = chartIn(namespace);
  plainModel(chart, 'llama', {
    source: ModelSource.pvc('weights', { path: engine.name === 'llama-cpp' ? 'm.gguf' : undefined }),
    framework: engine.frameworks[0] ?? Framework.PYTORCH,
    profileProps: { engine, compute: gpuCompute(), monitoring },
    ...settings,
  });
  return (manifestsOf(chart) as KubeObject[]).filter(({ kind }) => kind !== 'Model');
}

(canFetchModules ? describe : describe.skip).each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('what monitors a model', { version }, (cluster) => {
    beforeAll(async () => {
      for (const crds of CRDS) await installModuleCrds(cluster(), crds);
    }, 5 * MINUTES);

    test.each(MODELS.map((one, index) => [one[0], one, index] as const))('is accepted with %s', async (_title, [, monitoring, settings], index) => {
      const applier = new Applier(cluster());
      const namespace = `monitored-${index}`;
      await applier.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      const objects = objectsOf(monitoring, settings, namespace);
      const refused = [];
      for (const object of objects) {
        const { status, warnings, body } = await applier.apply(object, namespace);
        if (status >= 300 || warnings.length > 0) refused.push({ kind: object.kind, message: body.message, warnings });
      }
      expect(refused).toEqual([]);
      expect(objects.filter(({ kind }) => /^(Pod|Service)Monitor/.test(kind!))).toHaveLength(1);
    });
  });
});

(canFetchModules ? describe : describe.skip)('promtool', () => {
  let promtool: string;
  beforeAll(async () => { promtool = await promtoolProgram(); }, 30 * MINUTES);

  test('accepts every alert and every query of a dashboard, of each server in each version', () => {
    const files = Object.fromEntries(ENGINE_VERSIONS.flatMap((engine, index) => {
      const rules = queriesIn(dashboardOf(engine)).map(({ expr }, query) => ({ record: `panel:query:${query}`, expr }));
      return [[`${index}-alerts.json`, rulesOf(engine, ALL_ALERTS)], [`${index}-panels.json`, { groups: [{ name: titleOf(engine), rules }] }]];
    }));
    const { passed, output } = checkRules(promtool, files);
    expect({ passed, failed: output.split('\n').filter(line => /FAILED|error|duplicate/i.test(line)) }).toEqual({ passed: true, failed: [] });
    expect(output.match(/SUCCESS: \d+ rules found/g)).toHaveLength(Object.keys(files).length);
  });

  test('answers what a server exposes, and names the query that has no answer', () => {
    const page = (requests: number) => `sglang:num_requests_total ${requests}\nsglang:num_queue_reqs 0\n`;
    const engine = ENGINE_VERSIONS.filter(({ name }) => name === 'sglang').at(-1)!;
    const grown = askPrometheus(promtool, engine, [page(1), page(2)]);
    expect(grown.asked).toHaveLength(3);
    expect(grown.empty).toEqual([]);
    expect(askPrometheus(promtool, engine, ['', page(2)]).empty).toEqual([expect.stringMatching(/^sum by .*rate\(sglang:num_requests_total/)]);
  });

  test('refuses a query that is none', () => {
    const broken = { groups: [{ name: 'a', rules: [{ alert: 'B', expr: 'sum by (namespace (up)' }] }] };
    expect(checkRules(promtool, { 'broken.json': broken })).toMatchObject({ passed: false });
  });

  test.each(ALERT_CASES.map(one => [one.title, one] as const))('raises %s', (_title, { engine, options = {}, series, at = 40, fires }) => {
    const written = Object.entries({ ...HEALTHY, ...series });
    const rules = rulesOf(engine, options);
    const samples = fires.map(name => ({ labels: `{alertname="${name}"}`, value: 1 }));
    const { passed, output } = testRules(promtool, {
      rule_files: ['rules.json'],
      evaluation_interval: '1m',
      tests: [{
        interval: '1m',
        input_series: written.map(([name, values]) => ({ series: seriesOf(name), values })),
        promql_expr_test: [{ expr: 'count by (alertname) (ALERTS{alertstate="firing"})', eval_time: `${at}m`, exp_samples: samples }],
      }],
    }, { 'rules.json': rules });
    expect({ passed, output: passed ? '' : output }).toEqual({ passed: true, output: '' });
  });

  test('has a case that raises each alert, and each of them beside one that does not', () => {
    const raised = new Set(ALERT_CASES.flatMap(({ fires }) => fires));
    const known = alertsIn(rulesOf(vllm, ALL_ALERTS).groups).map(({ alert }) => alert);
    expect(known.filter(name => !raised.has(name))).toEqual([]);
    expect(ALERT_CASES.filter(({ fires }) => fires.length === 0).length).toBeGreaterThan(known.length);
  });
});
