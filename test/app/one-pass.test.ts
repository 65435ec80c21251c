import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Pods } from 'cdk8s-plus-27';
import { Node } from 'constructs';
import { Findings, Monitoring } from '../../src';
import { DerivedObject } from '../../src/app/derived-object';
import { Ledger } from '../../src/app/ledger';
import { kubernetes } from '../../src/render/targets/kubernetes';
import { DEPLOYMENT } from '../../src/render/workloads/deployment';
import { chartIn, PlainEngine, plainModel, plainProfile, stderrOf } from '../fixtures';

const ROWS = kubernetes(DEPLOYMENT).rows;

/** What scrapes a model in another way. */
const OF_OTHERS = ['ServiceMonitor', 'PodMonitoring', 'Rules'];

const monitoring = Monitoring.prometheus({ scraperNamespace: 'monitoring' });

/** How often the engine was asked for its container, and each row for its object. */
function counted(): { readonly engine: PlainEngine; counts(): { planned: number; rendered: number[]; plans: number } } {
  let planned = 0;
  const spies = ROWS.map(row => jest.spyOn(row, 'spec'));
  const engine = new PlainEngine({ ports: { http: 8080, grpc: 8081 }, metricsPath: '/metrics', bind: () => { planned++; return { command: ['serve'] }; } });
  return {
    engine,
    counts: () => {
      const calls = spies.map(spy => spy.mock.calls);
      return { planned, rendered: calls.map(({ length }) => length), plans: new Set(calls.flat(2)).size };
    },
  };
}

afterEach(() => jest.restoreAllMocks());

/** The ways to print an app. */
const WAYS: [string, (app: App, charts: Chart[]) => unknown][] = [
  ['App.synth', app => app.synth()],
  ['App.synthYaml', app => app.synthYaml()],
  ['Testing.synth of each chart', (_app, charts) => charts.map(chart => Testing.synth(chart))],
];

describe('one pass', () => {
  test.each(WAYS)('plans each model once, and renders each of its objects once: %s', (_way, print) => {
    const app = Testing.app();
    const charts = ['a', 'b'].map(id => new Chart(app, id, { namespace: id }));
    const { engine, counts } = counted();
    charts.forEach(chart => plainModel(chart, 'model', { engine, replicas: 2, network: {}, monitoring, modelId: chart.node.id }));
    stderrOf(() => print(app, charts));
    const rendered = ROWS.map(({ id, kind }) => (id.startsWith('Cache') || [...OF_OTHERS, 'ResourceClaimTemplate'].includes(kind) ? 0 : 2));
    expect(counts()).toEqual({ planned: 2, rendered, plans: 2 });
    stderrOf(() => print(app, charts));
    expect(counts()).toEqual({ planned: 2, rendered, plans: 2 });
  });

  test.each<[string, (model: ReturnType<typeof plainModel>) => void]>([
    ['a patch of the Deployment', ({ runtime }) => runtime.deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 5))],
    ['a caller', ({ runtime }) => runtime.allowFrom(Pods.select(Chart.of(runtime), 'web', { labels: { app: 'web' } }))],
    ['an autoscaler', ({ runtime }) => runtime.markHasAutoscaler()],
    ['a label', ({ model }) => model.metadata.addLabel('team', 'a')],
    ['another model', ({ runtime }) => void plainModel(Chart.of(runtime), 'other')],
  ])('ends with %s, and the next one is made alike', (_what, change) => {
    const chart = chartIn('ml');
    const { engine, counts } = counted();
    const model = plainModel(chart, 'model', { engine });
    const print = () => stderrOf(() => Testing.synth(chart));
    print();
    change(model);
    print();
    expect(counts().planned).toBe(2);
    print();
    expect(counts().planned).toBe(2);
  });

  test('prints what it has checked, and nothing that is derived later', () => {
    const chart = chartIn('ml');
    let answers = 0;
    const object = new DerivedObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'thing' }, parts: { spec: () => ({ answer: ++answers }) } });
    const checked: unknown[] = [];
    Ledger.of(chart).add({ construct: object, check: () => { checked.push(object.derive().spec); return []; } });
    expect(Testing.synth(chart)[0].spec).toEqual({ answer: 1 });
    object.addJsonPatch(JsonPatch.add('/spec/more', true));
    expect(Testing.synth(chart)[0].spec).toEqual({ answer: 2, more: true });
    expect(checked).toEqual([{ answer: 1 }, { answer: 2 }]);
  });

  test('asks for image and resources without a look at the rest of the app', () => {
    const chart = chartIn('ml');
    const { runtime } = plainModel(chart);
    const walks = jest.spyOn(Node.prototype, 'findAll');
    expect([runtime.image, runtime.requests.cpu, runtime.limits.memory]).toEqual(['example.com/plain:1.0.0', '2', '32Gi']);
    expect(walks).not.toHaveBeenCalled();
  });

  test('walks the tree once, however many remarks there are', () => {
    const app = Testing.app();
    const charts = Array.from({ length: 5 }, (_, index) => new Chart(app, `chart-${index}`, { namespace: 'ml' }));
    const profile = plainProfile(charts[0]);
    for (const chart of charts) {
      // Every model has the name of another, a moving image and an acknowledgement.
      const model = plainModel(chart, 'model', { profile, engine: new PlainEngine({ image: 'example.com/plain:latest' }) });
      Findings.acknowledge(model, 'image-not-pinned', 'a test');
      plainModel(chart, 'other', { profile, engine: new PlainEngine({ image: 'example.com/plain:latest' }) });
    }
    const walks = jest.spyOn(Node.prototype, 'findAll');
    expect(new Set(Findings.of(app).map(({ rule }) => rule))).toEqual(new Set(['image-not-pinned', 'name-collision', 'model-id-reused']));
    expect(walks).toHaveBeenCalledTimes(1);
  });
});
